import type { Manifest } from './pack-packages';

/** What a program can import of a package: `@rs-sam/core`, `@rs-sam/retrieval-metrics/node`. Data such as package.json is left out. */
export function entryPoints({ name, exports }: Manifest): string[] {
  return Object.keys(exports)
    .filter((path) => !path.endsWith('.json'))
    .map((path) => name + path.slice(1));
}

/** Packages and entries that need Node, beside the entries in `/node`. */
const NODE_ONLY = [
  '@rs-sam/training',
  '@rs-sam/evaluation',
  '@rs-sam/report',
  '@rs-sam/reproduction',
  '@rs-sam/server',
  '@rs-sam/tfjs-backend/file-system',
];

/** The entry points that promise to run in a browser: all that do not need Node. */
export function browserEntryPoints(manifest: Manifest): string[] {
  if (NODE_ONLY.includes(manifest.name)) return [];
  return entryPoints(manifest).filter((entry) => !/\/node(\/|$)/.test(entry) && !NODE_ONLY.includes(entry));
}

/** A module that imports each entry point whole and exports what each one exports, by name, so that a bundler keeps all of it. */
export function moduleOfEverything(entries: readonly string[]): string {
  const imports = entries.map((entry, i) => `import * as entry${i} from '${entry}';`);
  const names = entries.map((entry, i) => `  '${entry}': Object.keys(entry${i}).sort(),`);
  return [...imports, 'export const everything = {', ...names, '};', ''].join('\n');
}

/** The same as a CommonJS program that prints it. */
export function programOfEverything(entries: readonly string[]): string {
  const names = entries.map((entry) => `  '${entry}': Object.keys(require('${entry}')).sort(),`);
  return ['console.log(JSON.stringify({', ...names, '}));', ''].join('\n');
}
