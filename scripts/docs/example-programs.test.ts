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

/** Entries with functions that no program shows, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  '@rs-sam/pretrained': 'fetches files in a browser',
  '@rs-sam/text-encoder/node': 'reads a file of 400 MB of GloVe, or the table of @rs-sam/pretrained',
  '@rs-sam/text-encoder/node/onnx': 'opens a text network of your own',
  '@rs-sam/vision-features/node/onnx': 'opens an image network of your own',
  '@rs-sam/vision-features/node/classify': 'trains a network for hours',
};

it('every entry with functions has a program, except where it says why not', () => {
  const entries = publishedPackages(root).flatMap((one) =>
    publicNames(root, one)
      .filter(({ names }) => names.some((name) => /^[a-z]/.test(name)))
      .filter(({ entry }) => examplesOf(entry, one.folder, all).programs.length === 0)
      .map(({ entry }) => entry),
  );
  expect(entries.sort()).toEqual(Object.keys(WITHOUT).sort());
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
