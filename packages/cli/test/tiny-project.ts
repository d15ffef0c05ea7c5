import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SyntheticDataset, syntheticDataset } from '@rs-sam/datasets/synthetic';
import { seededRandom } from '@rs-sam/foundation/random';
import { type FeatureRecipe, openFeatureWriter } from '@rs-sam/vision-features/node/store';
import { onTestFinished } from 'vitest';

/** A data set and a feature store on disk. */
export interface TinyProject {
  readonly folder: string;
  readonly dataset: string;
  readonly features: string;
  /** `--dataset … --features … --engine wasm`. */
  readonly data: readonly string[];
}

/** The smallest image: a PNG of one grey pixel. */
const GREY = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
const [GRID, DEPTH] = [[2, 2] as [number, number], 6];

/** Forty captioned images of four classes with random features of a 2 × 2 grid; removed after the test. */
export async function tinyProject(backbone = 'random'): Promise<TinyProject> {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const [dataset, features] = [join(folder, 'data'), join(folder, 'features')];
  await mkdir(join(dataset, 'images'), { recursive: true });
  const { images } = syntheticDataset({
    images: 40,
    seed: 1,
    classes: ['airport', 'beach', 'harbour', 'bridge'],
  }).dataset;
  for (const { file } of images) await writeFile(join(dataset, 'images', file), GREY);
  await writeFile(join(dataset, 'dataset.json'), karpathy(images));
  await writeFeatures(
    features,
    images.map(({ file }) => `images/${file}`),
    backbone,
  );
  return {
    ...{ folder, dataset, features },
    data: ['--dataset', dataset, '--features', features, '--engine', 'wasm'],
  };
}

function karpathy(images: SyntheticDataset['dataset']['images']): string {
  const entries = images.map(({ file, split, className, captions }) => ({
    ...{ filename: file, split, cls: className },
    sentences: captions.map((raw) => ({ raw })),
  }));
  return JSON.stringify({ dataset: 'tiny', images: entries });
}

async function writeFeatures(folder: string, names: readonly string[], backbone: string): Promise<void> {
  const recipe: FeatureRecipe = {
    ...{ format: 'rs-sam-features', version: 1, backbone, layer: 'none', weights: null },
    dataset: { name: 'tiny', images: names.length, hash: '0'.repeat(64) },
    ...{ preprocessing: 'none', engine: 'none', inputSize: null, resizeFirst: null, batch: 1 },
    ...{ dtype: 'float32', views: ['identity'], grid: GRID, regions: 4, depth: DEPTH },
  };
  const writer = await openFeatureWriter(folder, recipe, null);
  for (const name of names) {
    const random = seededRandom(name);
    const values = Float32Array.from({ length: 4 * DEPTH }, () => random());
    await writer.append({ images: [{ name, source: null }], broken: [], rows: new Uint8Array(values.buffer) });
  }
  await writer.finish();
}
