import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { publicEntries, publicNames } from '../public-names';
import { publishedPackages } from '../published-packages';
import { examplePrograms, examplesOf } from './example-programs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const all = examplePrograms(root);

it('takes programs of the own package first, and no program that shows no further name', () => {
  const program = (path: string, ...names: string[]) => ({
    ...{ title: path, path, source: '' },
    imports: new Map([['@rs-sam/core', new Set(names)]]),
  });
  const [one, two] = [
    program('docs/snippets/a.ts', 'wordMask', 'explain'),
    program('packages/sam-core/b.ts', 'wordMask'),
  ];
  const { programs, programOf } = examplesOf('@rs-sam/core', 'packages/sam-core', [
    one,
    program('c.ts', 'explain'),
    two,
  ]);
  expect(programs).toEqual([two, one]);
  expect([...programOf].map(([name, { path }]) => [name, path])).toEqual([
    ['wordMask', two.path],
    ['explain', one.path],
  ]);
});

it('every public function and class, errors left out, is used by a program', { timeout: 300_000 }, async () => {
  const missing: Record<string, readonly string[]> = {};
  for (const one of publishedPackages(root)) {
    for (const { entry, source } of publicEntries(root, one)) {
      const { programOf } = examplesOf(entry, one.folder, all);
      const values = (await import(/* @vite-ignore */ source)) as Readonly<Record<string, unknown>>;
      const without = Object.entries(values).filter(([name, value]) => isShown(value) && !programOf.has(name));
      if (without.length > 0) missing[entry] = without.map(([name]) => name);
    }
  }
  expect(missing, 'write a program in docs/snippets/api').toEqual({});
});

/** Whether a value is a function, or a class that is not of errors. */
const isShown = (value: unknown): boolean =>
  typeof value === 'function' && !((value as { readonly prototype?: unknown }).prototype instanceof Error);

it('imports only names that an entry has', () => {
  const names = new Map(
    publishedPackages(root).flatMap((one) => publicNames(root, one).map(({ entry, names }) => [entry, names])),
  );
  for (const { path, imports } of all)
    for (const [entry, imported] of imports)
      expect(
        [...imported].filter((name) => !names.get(entry)?.includes(name)),
        `${path}, ${entry}`,
      ).toEqual([]);
});

it('uses every name that it imports', () => {
  for (const { path, title, source, imports } of all) {
    const body = source.replaceAll(/^import [^;]*;$/gm, '');
    const names = [...imports.values()].flatMap((ofEntry) => [...ofEntry]);
    const unused = names.filter((name) => !new RegExp(`\\b${name}\\b`).test(body));
    expect(unused, `${path}, ${title}`).toEqual([]);
  }
});
