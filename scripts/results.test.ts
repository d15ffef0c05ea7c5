import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { unsealJson } from '@rs-sam/foundation/files';
import { readPairedTests, readRuns, readTargets, resultsPage } from '@rs-sam/reproduction/results-page';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = `${root}results`;

it('every committed result and list of paired tests has its checksum', async () => {
  const names = await readdir(results, { recursive: true });
  const sealed = names.filter((name) => /(^|[\\/])(result|paired-tests)\.json$/.test(name));
  expect(sealed.filter((name) => name.endsWith('paired-tests.json'))).toHaveLength(3);
  for (const name of sealed)
    expect([name, unsealJson(await readFile(`${results}/${name}`, 'utf8')).seal]).toEqual([name, 'kept']);
});

it('docs/results.md is the page of the committed results', async () => {
  const text = resultsPage(await readRuns(results), await readTargets(results), await readPairedTests(results));
  expect(await readFile(`${root}docs/results.md`, 'utf8')).toBe(text);
});
