import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The licence field of a package.json: a word, or an object or a list of the time before SPDX. */
interface Licensed {
  readonly license?: string | { readonly type?: string };
  readonly licenses?: readonly { readonly type?: string }[];
}

/** The licence that a package.json names; undefined if it names none. */
export function licenceOf({ license, licenses }: Licensed): string | undefined {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ');
}

/** The licence of an installed package; undefined if it is of another platform, or names none. */
export function installedLicence(root: string, name: string, version: string): string | undefined {
  const folder = foldersOf(root).find((each) => {
    const start = `${name.replace('/', '+')}@${version}`;
    return each === start || each.startsWith(`${start}_`);
  });
  if (folder === undefined) return undefined;
  const manifest = join(root, 'node_modules', '.pnpm', folder, 'node_modules', name, 'package.json');
  return existsSync(manifest) ? licenceOf(JSON.parse(readFileSync(manifest, 'utf8'))) : undefined;
}

const folders = new Map<string, readonly string[]>();

function foldersOf(root: string): readonly string[] {
  const known = folders.get(root) ?? readdirSync(join(root, 'node_modules', '.pnpm'));
  folders.set(root, known);
  return known;
}
