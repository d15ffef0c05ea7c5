import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inspectFolder } from './read-dataset';
import { writeSyntheticDataset } from './write-synthetic-dataset';

it('writes a data set that is read back whole and without findings', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-'));
  const { dataset } = await writeSyntheticDataset(folder, { images: 4, seed: 1, classes: ['airport', 'parking lot'] });
  const inspection = await inspectFolder(folder);
  expect(inspection.findings).toEqual([]);
  expect(inspection.dataset.images.map(({ captions }) => captions)).toEqual(dataset.images.map((i) => i.captions));
  expect([...inspection.statistics.sizes]).toEqual([['256×256', 4]]);
  const [first] = (await readFile(join(folder, 'scenes.jsonl'), 'utf8')).split('\n');
  expect(JSON.parse(first ?? '')).toMatchObject({ id: 'airport_001.png', size: 256 });
  await rm(folder, { recursive: true });
});
