import { DECISIONS, decisionFor } from './accepted-licences';
import type { ProductionPackage } from './production-packages';

/** A row of `docs/licences.md`. */
export interface LicenceRow extends ProductionPackage {
  readonly licence: string;
}

/** `docs/licences.md`. */
export function formatLicencePage(rows: readonly LicenceRow[], peers: readonly LicenceRow[]): string {
  const decided = DECISIONS.map((decision) => ({
    ...decision,
    names: rows.filter(({ name, licence }) => decisionFor(name, licence) === decision).map(({ name }) => `\`${name}\``),
  })).filter(({ names }) => names.length > 0);
  return [
    '# Licences',
    'rs-sam is under Apache-2.0. `pnpm licences` writes this page; a test compares it with the lock file and fails for a licence that is ' +
      'neither permissive nor decided below. Code of other packages that our builds contain has its licences in ' +
      '`dist/THIRD_PARTY_NOTICES.md` of each package.',
    '## Decisions',
    ...decided.map(({ names, licence, why }) => `**${licence}**: ${names.join(', ')}. ${why}`),
    '## Packages',
    `The ${rows.length} packages that come with ours, all of them together, through all dependencies; optional ones, peers and those of ` +
      'other platforms included. “Contained” is a part of our builds.',
    table(rows),
    '## Optional peers that the repository does not install',
    'Users add them by their own choice. What they need themselves is not listed.',
    table(peers),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** The rows of the tables on the page, by name and version. */
export function licencesOnPage(page: string): Map<string, string> {
  const rows = page.matchAll(/^\| `(.+?)` +\| (\S+) +\| (.+?) +\|/gm);
  return new Map([...rows].map(([, name, version, licence]) => [`${name}@${version}`, licence as string]));
}

function table(rows: readonly LicenceRow[]): string {
  const cells = rows.map(({ name, version, licence, neededBy }) => [
    `\`${name}\``,
    version,
    licence,
    shortened(neededBy),
  ]);
  const all = [['package', 'version', 'licence', 'needed by'], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(all[0] ?? []), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

const shortened = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
