import type { Manifest } from './pack-packages';

/** What a program can import of a package: `@rs-sam/core`, `@rs-sam/retrieval-metrics/node`. Data such as package.json is left out. */
export function entryPoints({ name, exports }: Manifest): string[] {
  return Object.keys(exports)
    .filter((path) => !path.endsWith('.json'))
    .map((path) => name + path.slice(1));
}

/** Packages that are for Node as a whole: training keeps its runs on disk. */
const NODE_ONLY = ['@rs-sam/training'];

/** The entry points that promise to run in a browser: all but those behind `/node` and those of `NODE_ONLY`. */
export function browserEntryPoints(manifest: Manifest): string[] {
  if (NODE_ONLY.includes(manifest.name)) return [];
  return entryPoints(manifest).filter((entry) => !entry.endsWith('/node'));
}

/** A module that imports each entry point whole and exports what each one exports, by name, so that nothing is shaken off. */
export function moduleOfEverything(entries: readonly string[]): string {
  const imports = entries.map((entry, i) => `import * as entry${i} from '${entry}';`);
  const names = entries.map((entry, i) => `  '${entry}': Object.keys(entry${i}).sort(),`);
  return [...imports, 'export const everything = {', ...names, '};', ''].join('\n');
}
