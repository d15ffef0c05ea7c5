import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as audit from '../src/audit/index';
import * as bounds from '../src/bounds/index';
import * as errors from '../src/errors/index';
import * as fusion from '../src/fusion/index';
import * as root from '../src/index';
import * as measures from '../src/measures/index';
import * as node from '../src/node/index';
import * as ranking from '../src/ranking/index';
import * as statistics from '../src/statistics/index';
import * as tables from '../src/tables/index';
import { publishedTable } from './published-tables';

/** The entries of the package by their names in an import. */
const entries: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  '@rs-sam/retrieval-metrics': root,
  '@rs-sam/retrieval-metrics/audit': audit,
  '@rs-sam/retrieval-metrics/bounds': bounds,
  '@rs-sam/retrieval-metrics/errors': errors,
  '@rs-sam/retrieval-metrics/fusion': fusion,
  '@rs-sam/retrieval-metrics/measures': measures,
  '@rs-sam/retrieval-metrics/node': node,
  '@rs-sam/retrieval-metrics/ranking': ranking,
  '@rs-sam/retrieval-metrics/statistics': statistics,
  '@rs-sam/retrieval-metrics/tables': tables,
};
const library = Object.assign({}, ...Object.values(entries)) as Readonly<Record<string, unknown>>;

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

/** Runs a program with the library's exports and these names in scope; returns the lines that it prints. */
async function printedBy(program: string, names: Readonly<Record<string, unknown>> = {}): Promise<string[]> {
  const lines: string[] = [];
  const log = (...values: unknown[]) => {
    lines.push(
      ...values
        .map((value) => (typeof value === 'string' ? value : inspect(value)))
        .join(' ')
        .split('\n'),
    );
  };
  const scope: Readonly<Record<string, unknown>> = { ...library, ...names, console: { log } };
  // The inner block lets an example declare a name that is in scope.
  await AsyncFunction(...Object.keys(scope), `{ ${program}\n }`)(...Object.values(scope));
  return lines;
}

/** What the comments after a program's `console.log` calls say that it prints. */
function promisedBy(program: string): string[] {
  return [...program.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, comment]) => comment as string);
}

describe('the entries', () => {
  it('are those of package.json', () => {
    const { exports } = JSON.parse(readFileSync(`${packageFolder}package.json`, 'utf8')) as { exports: object };
    const paths = Object.keys(exports).filter((path) => path !== './package.json');
    expect(paths.map((path) => `@rs-sam/retrieval-metrics${path.slice(1)}`).sort()).toEqual(Object.keys(entries));
  });
});

describe('README.md', () => {
  const readme = readFileSync(`${packageFolder}README.md`, 'utf8');
  const examples = [...readme.matchAll(/```ts\n(.*?)```(?:\n\n```text\n(.*?)\n```)?/gs)];

  it('has examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(7);
  });

  it.each(examples.map(([, program, output], i) => [i + 1, program as string, output] as const))(
    'example %i prints what it says',
    async (_, program, output) => {
      const imports = [...program.matchAll(/^import \{([^}]*)\} from '(.*)';$/gm)];
      expect(imports.length).toBeGreaterThan(0);
      for (const [, names, entry] of imports) {
        for (const name of names?.match(/\w+/g) ?? []) expect(entries[entry as string]).toHaveProperty(name);
      }
      const expected = [...promisedBy(program), ...(output?.split('\n') ?? [])];
      expect(expected.length).toBeGreaterThan(0);
      expect(await printedBy(program.replace(/^import [^;]*;$/gm, ''))).toEqual(expected);
    },
  );

  it('names every exported function', () => {
    const functions = Object.entries(library).filter(
      ([name, value]) => typeof value === 'function' && !name.endsWith('Error'),
    );
    const unnamed = functions.map(([name]) => name).filter((name) => !readme.includes(name));
    expect(unnamed).toEqual([]);
  });
});

describe('@example', () => {
  const files = readdirSync(`${packageFolder}src`, { encoding: 'utf8', recursive: true }).filter((file) =>
    file.endsWith('.ts'),
  );
  const examples = files.flatMap((file) =>
    [...readFileSync(`${packageFolder}src/${file}`, 'utf8').matchAll(/@example\n(.*?)\n \*\//gs)].map(
      ([, block]) => [file, (block as string).replace(/^ \* ?/gm, '')] as const,
    ),
  );
  const qrels = root.queryMap({ q1: { d1: 1, d2: 0 } });
  const run = root.queryMap({ q1: { d1: 0.5, d2: 0.9 } });

  it('exists', () => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
  });

  it.each(examples)('of %s prints what it says', async (_, program) => {
    expect(promisedBy(program).length).toBeGreaterThan(0);
    expect(await printedBy(program, { qrels, run, tableII: publishedTable('II') })).toEqual(promisedBy(program));
  });
});
