import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readWeights } from './read-weights';
import { writeWeights } from './write-weights';

it('no flipped bit of a folder that writeWeights made is read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-weights-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const arrays = new Map([['conv/kernel', { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) }]]);
  await writeWeights(folder, { source: 'numbers', arrays, epsilons: new Map() });
  expect((await readWeights(folder)).arrays.get('conv/kernel')?.values).toEqual(Float32Array.of(1, 2, 3, 4));
  for (const name of ['model.json', 'weights.bin']) {
    const path = join(folder, name);
    const bytes = await readFile(path);
    for (let byte = 0; byte < bytes.length; byte++) {
      await writeFile(path, bytes.with(byte, (bytes[byte] as number) ^ (1 << (byte & 7))));
      await expect(readWeights(folder), `byte ${byte} of ${name}`).rejects.toThrow(folder);
    }
    await writeFile(path, bytes);
  }
});
