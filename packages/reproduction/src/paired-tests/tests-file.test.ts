import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readTestsFile, writeTestsFile } from './tests-file';

const TESTS = [
  {
    ...{ a: 'sam-1', b: 'sam', difference: -26.2, pValue: 0.01, adjustedPValue: 0.02 },
    scores: { a: ['ee96'], b: ['0e63'] },
  },
];

async function file(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-tests-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'paired-tests.json');
}

it('reads what it wrote, none of a missing file, and the lists of earlier versions', async () => {
  const path = await file();
  expect(await readTestsFile(path)).toEqual([]);
  await writeTestsFile(path, TESTS);
  expect(await readTestsFile(path)).toEqual(TESTS);
  await writeFile(path, JSON.stringify(TESTS));
  expect(await readTestsFile(path)).toEqual(TESTS);
});

it('refuses every flipped bit with the name of the file', async () => {
  const path = await file();
  await writeTestsFile(path, TESTS);
  const bytes = await readFile(path);
  for (let byte = 0; byte < bytes.length; byte++) {
    const flipped = Buffer.from(bytes);
    flipped[byte] = (flipped[byte] as number) ^ (1 << (byte & 7));
    await writeFile(path, flipped);
    await expect(readTestsFile(path), `byte ${byte}`).rejects.toMatchObject({
      name: 'ResultsFileError',
      message: expect.stringContaining(path),
    });
  }
});
