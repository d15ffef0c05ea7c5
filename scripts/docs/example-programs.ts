import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';

/** A program that a test runs, with what it imports. */
export interface ExampleProgram {
  readonly title: string;
  /** The file that has it, from the root of the repository. */
  readonly path: string;
  readonly source: string;
  /** The names that it imports, by entry. */
  readonly imports: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Packages whose tests run the blocks of the README themselves; the others have the files in `test/examples`, word for word. */
const RUN_AS_README = ['retrieval-metrics', 'rs-datasets'];

/** The programs of the packages, on pages of the site, and of the examples. */
export function examplePrograms(root: string): ExampleProgram[] {
  const inReadmes = RUN_AS_README.flatMap((name) => blocksOf(root, `packages/${name}/README.md`));
  const folders = [
    ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}/test/examples`),
    ...[
      'docs/snippets',
      'docs/snippets/api',
      'docs/snippets/served',
      'examples/own-model/src',
      'examples/metrics-only/src',
    ],
  ];
  const inFiles = folders
    .flatMap((folder) => filesIn(root, folder))
    .map((path) => program(titleOf(basename(path, '.ts')), path, readFileSync(join(root, path), 'utf8')));
  return [...inReadmes, ...inFiles];
}

/** An entry of a package with programs that use it, and which of them shows each name. */
export interface EntryExamples {
  readonly programs: readonly ExampleProgram[];
  readonly programOf: ReadonlyMap<string, ExampleProgram>;
}

/** As few programs as show every name of an entry that a program imports; those of its own package come first. */
export function examplesOf(entry: string, folder: string, all: readonly ExampleProgram[]): EntryExamples {
  const using = all.filter(({ imports }) => imports.has(entry));
  const own = using.filter(({ path }) => path.startsWith(`${folder}/`));
  const programOf = new Map<string, ExampleProgram>();
  const programs: ExampleProgram[] = [];
  for (const program of [...own, ...using.filter((one) => !own.includes(one))]) {
    const fresh = [...(program.imports.get(entry) ?? [])].filter((name) => !programOf.has(name));
    if (fresh.length === 0) continue;
    programs.push(program);
    for (const name of fresh) programOf.set(name, program);
  }
  return { programs, programOf };
}

function program(title: string, path: string, source: string): ExampleProgram {
  return { title, path, source, imports: importsOf(source) };
}

/** `all-pairs`: All pairs. */
function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The TypeScript blocks of a README, each with the heading above it. */
function blocksOf(root: string, path: string): ExampleProgram[] {
  const text = readFileSync(join(root, path), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(({ index, 1: source = '' }) => {
    const title = [...text.slice(0, index).matchAll(/^## (.*)$/gm)].at(-1)?.[1] ?? '';
    return program(title, path, source);
  });
}

function filesIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => posix.join(folder, name));
}

function importsOf(source: string): Map<string, Set<string>> {
  const imports = new Map<string, Set<string>>();
  for (const [, list = '', entry = ''] of source.matchAll(/^import (?:type )?\{([^}]*)\} from '(@rs-sam\/[^']*)';/gm)) {
    const names = list.split(',').map((name) =>
      name
        .trim()
        .replace(/^type /, '')
        .replace(/ as .*$/, ''),
    );
    imports.set(entry, new Set(names.filter((name) => name !== '')));
  }
  return imports;
}
