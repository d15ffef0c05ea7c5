import { createHash } from 'node:crypto';
import type { CaptionDataset } from '@rs-sam/datasets';
import { seededRandom } from '@rs-sam/foundation/random';
import type { View } from '@rs-sam/vision-features';
import type { FeatureSource } from '../src/features/feature-source';

/** A feature store in memory: the regions of images are random, similar within a class, and different in every view. */
export function memoryFeatures(
  { images }: CaptionDataset,
  { regions = 4, depth = 6, views = ['identity', 'rotate90'] as readonly View[], backbone = 'random' } = {},
): FeatureSource & { readonly requests: { readonly image: string; readonly view?: View }[][] } {
  const files = images.map(({ file }) => file);
  const known = new Map(images.map((image) => [image.file, image]));
  const numbers = (image: string, view: View): Float32Array => {
    const ofClass = seededRandom(known.get(image)?.className ?? '');
    const own = seededRandom(`${image} ${view}`);
    return Float32Array.from({ length: regions * depth }, () => ofClass() + own());
  };
  const requests: { readonly image: string; readonly view?: View }[][] = [];
  return {
    ...{ regions, depth, views, requests },
    manifest: {
      format: 'rs-sam-features',
      version: 1,
      dataset: { name: 'memory', images: files.length, hash: sha256(files.join('\n')) },
      ...{
        backbone,
        layer: 'none',
        weights: null,
        preprocessing: 'none',
        inputSize: null,
        resizeFirst: null,
        batch: 1,
        engine: 'none',
      },
      ...{ dtype: 'float32', views: [...views], grid: [2, regions / 2], regions, depth, shard: null, broken: [] },
      images: files.map((name) => ({ name, source: null, features: sha256(name) })),
    },
    has: (image) => known.has(image),
    async read(wanted, result = new Float32Array(wanted.length * regions * depth)) {
      requests.push([...wanted]);
      wanted.forEach(({ image, view = 'identity' }, i) => {
        result.set(numbers(image, view), i * regions * depth);
      });
      return result;
    },
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
