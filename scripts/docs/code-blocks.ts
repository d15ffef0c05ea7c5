import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { regionsOf } from './command-script';

/** Files that tests run, word for word: programs, commands, and settings that a test reads. */
const TESTED = [
  /^docs\/commands\/[\w-]+(\.[\w-]+)*\.(sh|txt|yaml|json)$/,
  /^docs\/snippets\/[\w-]+\.ts$/,
  /^packages\/[\w-]+\/test\/examples\/[\w-]+\.ts$/,
  /^examples\/[\w-]+\/src\/.*\.ts$/,
  /^packages\/[\w-]+\/test\/[\w-]+\.test\.ts$/,
  // A test of the same package imports them.
  /^packages\/[\w-]+\/src\/.*\.ts$/,
];

/** The pages that people write, from `docs`. */
export function writtenPages(docs: string): string[] {
  return readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !/^(api|public|node_modules|\.vitepress)\//.test(path))
    .sort();
}

/**
 * What is wrong with the code blocks of a page: a block has to come from a file that a test runs, by `<<< @/file#region`. On pages that are
 * read in the repository too, which cannot include, it has to be a region of `docs/commands` word for word.
 */
export function problemsOfBlocks(docs: string, page: string): string[] {
  const text = readFileSync(join(docs, page), 'utf8');
  const root = resolve(docs, '..');
  const known = commandRegions(join(docs, 'commands'));
  const fences = [...text.matchAll(/^( *)(`{3,})(\w*).*\n([\s\S]*?)^\1\2$/gm)]
    .filter(([, , , language, code]) => language !== 'math' && !known.has(code as string))
    .map(([, , , , code = '']) => `a block without a source: ${code.split('\n')[0]}`);
  const includes = [...text.matchAll(/^<<< (\S+)/gm)].flatMap(([, given = '']) => {
    const [, path = '', region] = given.match(/^@\/([^#]*)(?:#([\w-]+))?/) ?? [];
    const file = join(docs, path);
    const name = relative(root, file);
    if (!existsSync(file)) return [`${name} does not exist`];
    if (!TESTED.some((pattern) => pattern.test(name))) return [`no test runs ${name}`];
    return region === undefined || hasRegion(readFileSync(file, 'utf8'), region)
      ? []
      : [`${name} has no region ${region}`];
  });
  return [...fences, ...includes].map((problem) => `${relative(dirname(docs), join(docs, page))}: ${problem}`);
}

function hasRegion(text: string, name: string): boolean {
  const [start, end] = [
    new RegExp(`^ *(//|#) ?#?region ${name}$`, 'm'),
    new RegExp(`^ *(//|#) ?#?endregion ${name}$`, 'm'),
  ];
  return text.search(start) >= 0 && text.search(end) > text.search(start);
}

function commandRegions(folder: string): ReadonlySet<string> {
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.sh'));
  return new Set(
    scripts.flatMap((name) => regionsOf(readFileSync(join(folder, name), 'utf8')).map(({ text }) => text)),
  );
}
