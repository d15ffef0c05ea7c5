import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PublishedPackage } from './published-packages';

/** The names that an entry of a package exports, values and types, by its source. */
export interface EntryNames {
  /** As a program imports it: `@rs-sam/core/tiles`. */
  readonly entry: string;
  readonly names: readonly string[];
}

/** The names of each entry of a package. */
export function publicNames(root: string, one: PublishedPackage): EntryNames[] {
  return publicEntries(root, one).map(({ entry, source }) => ({ entry, names: exportedNames(source).sort() }));
}

/** The entries of a package with the files of their sources, data such as package.json left out. */
export function publicEntries(root: string, { manifest }: PublishedPackage): { entry: string; source: string }[] {
  return Object.keys(manifest.exports ?? {})
    .filter((path) => !path.endsWith('.json'))
    .map((path) => manifest.name + path.slice(1))
    .map((entry) => ({ entry, source: sourceOf(root, entry) }));
}

/** The source of an entry, by the paths in tsconfig.json. */
function sourceOf(root: string, entry: string): string {
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
    readonly compilerOptions: { readonly paths: Readonly<Record<string, readonly [string]>> };
  };
  for (const [pattern, [source]] of Object.entries(compilerOptions.paths)) {
    const [before = '', after] = pattern.split('*');
    if (entry === pattern) return join(root, source);
    if (after !== undefined && entry.startsWith(before))
      return join(root, source.replace('*', entry.slice(before.length)));
  }
  throw new Error(`tsconfig.json has no path for ${entry}.`);
}

/** The names in the `export` lists of a file, of its exported declarations, and of the modules that it exports whole. */
function exportedNames(file: string): string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  const whole = [...text.matchAll(/^export \* from '(\..*)'/gm)].flatMap(([, path = '']) => {
    const at = join(dirname(file), path);
    return exportedNames(existsSync(`${at}.ts`) ? `${at}.ts` : join(at, 'index.ts'));
  });
  const listed = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = '']) =>
    list
      .split(',')
      .map((name) =>
        name
          .replace(/^.* as /s, '')
          .replace(/^\s*type\s/, '')
          .trim(),
      )
      .filter((name) => name !== ''),
  );
  const declared = [
    ...text.matchAll(/^export (?:abstract |async )?(?:class|const|function\*?|interface|type) (\w+)/gm),
  ];
  return [...listed, ...declared.map(([, name = '']) => name), ...whole];
}
