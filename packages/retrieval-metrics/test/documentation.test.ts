import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import * as library from '../src/index';
import { publishedTable } from './published-tables';

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

/** What the comments behind a program's `console.log` calls say that it prints. */
function promisedBy(program: string): string[] {
  return [...program.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, comment]) => comment as string);
}

describe('README.md', () => {
  const readme = readFileSync(`${packageFolder}README.md`, 'utf8');
  const examples = [...readme.matchAll(/```ts\n(.*?)```(?:\n\n```text\n(.*?)\n```)?/gs)];

  it('has examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(7);
  });

  it.each(examples.map(([, program, output], i) => [i + 1, program as string, output] as const))(
    'example %i prints what it says',
    async (_, program, output) => {
      const imported = /import \{(.*?)\} from '@rs-sam\/retrieval-metrics';/s.exec(program);
      for (const name of imported?.[1]?.match(/\w+/g) ?? []) expect(library).toHaveProperty(name);
      const expected = [...promisedBy(program), ...(output?.split('\n') ?? [])];
      expect(expected.length).toBeGreaterThan(0);
      expect(await printedBy(program.replace(imported?.[0] ?? '', ''))).toEqual(expected);
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
  const qrels = library.queryMap({ q1: { d1: 1, d2: 0 } });
  const run = library.queryMap({ q1: { d1: 0.5, d2: 0.9 } });

  it('exists', () => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
  });

  it.each(examples)('of %s prints what it says', async (_, program) => {
    expect(promisedBy(program).length).toBeGreaterThan(0);
    expect(await printedBy(program, { qrels, run, tableII: publishedTable('II') })).toEqual(promisedBy(program));
  });
});
