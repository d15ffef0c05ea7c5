import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { unsealJson } from '@rs-sam/foundation/files';
import { readPairedTests, readRuns, readTargets, resultsPages } from '@rs-sam/reproduction/results-page';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = `${root}results`;

it('every committed result and list of paired tests has its checksum', async () => {
  const names = await readdir(results, { recursive: true });
  const sealed = names.filter((name) => /(^|[\\/])(result|paired-tests)\.json$/.test(name));
  expect(sealed.filter((name) => name.endsWith('paired-tests.json'))).toHaveLength(5);
  for (const name of sealed)
    expect([name, unsealJson(await readFile(`${results}/${name}`, 'utf8')).seal]).toEqual([name, 'kept']);
});

it('docs/results.md and docs/results/ are the pages of the committed results', async () => {
  const pages = resultsPages(await readRuns(results), await readTargets(results), await readPairedTests(results));
  for (const [name, text] of pages) expect(await readFile(`${root}docs/${name}`, 'utf8')).toBe(text);
  const names = (await readdir(`${root}docs/results`))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `results/${name}`);
  expect(['results.md', ...names].sort()).toEqual([...pages.keys()].sort());
});
