import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaptionDataset } from '@rs-sam/datasets';
import { partOf } from '@rs-sam/datasets/splits';
import { syntheticDataset } from '@rs-sam/datasets/synthetic';
import { seededRandom } from '@rs-sam/foundation/random';
import { modelDefinition } from '@rs-sam/models';
import { Vocabulary } from '@rs-sam/text-encoder';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import type { FeatureSource } from '../src/features/feature-source';
import type { SearchModel } from '../src/search/score-queries';

/** Random regions of a 2 × 2 grid; a name always gives the same regions. */
function randomFeatures(images: readonly string[], depth = 6): FeatureSource {
  return {
    manifest: {
      ...{ format: 'rs-sam-features', version: 1, shard: null, broken: [] },
      dataset: { name: 'tiny', images: images.length, hash: '0'.repeat(64) },
      ...{ backbone: 'random', layer: 'none', weights: null, preprocessing: 'none', engine: 'none' },
      ...{ inputSize: null, resizeFirst: null, batch: 1, dtype: 'float32', views: ['identity'] },
      ...{ grid: [2, 2], regions: 4, depth },
      images: images.map((name) => ({ name, source: null, features: '0'.repeat(64) })),
    },
    regions: 4,
    depth,
    views: ['identity'],
    has: (image) => images.includes(image),
    read: async (requests) =>
      Float32Array.from(
        requests.flatMap(({ image }) => {
          const random = seededRandom(image);
          return Array.from({ length: 4 * depth }, () => random());
        }),
      ),
  };
}

/** Captions of synthetic scenes, with grey images on disk and random features. */
export interface TinyData {
  readonly folder: string;
  readonly dataset: CaptionDataset;
  readonly test: CaptionDataset;
  readonly features: FeatureSource;
}

/** Forty images of four classes, four of them in the test part; removed after the test. Drawing the scenes would take seconds. */
export async function tinyData(): Promise<TinyData> {
  await prepareBackend({ engine: 'wasm' });
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-training-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'images'));
  const classes = ['airport', 'beach', 'harbour', 'bridge'];
  const synthetic = syntheticDataset({ images: 40, seed: 1, classes }).dataset;
  const images = synthetic.images.map((image) => ({ ...image, file: `images/${image.file}` }));
  const dataset = { images };
  const test = partOf(dataset, 'test');
  const grey = sharp({ create: { width: 16, height: 16, channels: 3, background: 'grey' } }).png();
  for (const { file } of test.images) await grey.clone().toFile(join(folder, file));
  return { folder, dataset, test, features: randomFeatures(images.map(({ file }) => file)) };
}

/** A model with initial weights. */
export async function tinyModel(name: string, { dataset, features }: TinyData): Promise<SearchModel> {
  const vocabulary = Vocabulary.fromCaptions(dataset.images.flatMap(({ captions }) => captions));
  const inputs = {
    vocabularySize: vocabulary.size,
    regionDepth: features.depth,
    regionCount: features.regions,
    seed: 1,
  };
  const model = modelDefinition(name).create({ projection: 8, embeddingDim: 5, normalizeFeatures: true }, inputs);
  onTestFinished(() => model.dispose());
  return { model, vocabulary };
}
