import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { publicNames } from '../public-names';
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
