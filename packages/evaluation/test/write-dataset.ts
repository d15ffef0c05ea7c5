import { mkdir, writeFile } from 'node:fs/promises';
import type { CaptionDataset } from '@rs-sam/datasets';
import { openFeatureWriter } from '@rs-sam/vision-features/node/store';
import type { FeatureSource } from '../src/features/feature-source';

/** Writes the data set to `mine` and its features to `mine-features`. */
export async function writeDataset(dataset: CaptionDataset, features: FeatureSource): Promise<void> {
  await mkdir('mine');
  const images = dataset.images.map(({ file, split, captions, className }) => ({
    ...{ filename: file, split, cls: className },
    sentences: captions.map((raw) => ({ raw })),
  }));
  await writeFile('mine/dataset.json', JSON.stringify({ dataset: 'mine', images }));
  const { images: stored, broken: _, shard: __, ...recipe } = features.manifest;
  const names = stored.map(({ name }) => name);
  const rows = await features.read(names.map((image) => ({ image })));
  const writer = await openFeatureWriter('mine-features', recipe, null);
  const step = names.map((name) => ({ name, source: null }));
  await writer.append({ images: step, broken: [], rows: new Uint8Array(rows.buffer) });
  await writer.finish();
}
