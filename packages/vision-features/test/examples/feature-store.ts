import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFeatures, type FeatureExtractor, openFeatureStore } from '@rs-sam/vision-features/node';
import sharp from 'sharp';

// Two images, and an extractor of our own. With installed weights: `extractor: { backbone: 'resnet-50' }`.
const folder = await mkdtemp(join(tmpdir(), 'features-'));
for (const name of ['sea.png', 'sand.tif']) {
  const background = name === 'sea.png' ? { r: 0, g: 64, b: 128 } : { r: 255, g: 224, b: 160 };
  await sharp({ create: { width: 40, height: 30, channels: 3, background } }).toFile(join(folder, name));
}
const firstPixel: FeatureExtractor = {
  backbone: 'first-pixel',
  layer: 'pixels',
  inputSize: 8,
  grid: [1, 1],
  depth: 3,
  preprocessing: 'none',
  weights: null,
  engine: 'JavaScript',
  extract: async (pixels, count) =>
    Float32Array.from({ length: 3 * count }, (_, at) => pixels[192 * Math.floor(at / 3) + (at % 3)] ?? 0),
  dispose: () => undefined,
};

// The name is the key in the store. For images of `@rs-sam/datasets` use `image.file`.
const images = ['sea.png', 'sand.tif'].map((name) => ({ name, file: join(folder, name) }));
const out = join(folder, 'store');
const { manifest } = await extractFeatures({
  dataset: { name: 'coast', images },
  extractor: () => firstPixel,
  views: ['identity', 'rotate90'],
  out,
});
console.log(manifest.images.length, manifest.views); // 2 ["identity","rotate90"]

// The same key reads the regions.
const store = await openFeatureStore(out, { expect: { backbone: 'first-pixel', grid: [1, 1] } });
const regions = await store.read([{ image: 'sand.tif' }, { image: 'sea.png', view: 'rotate90' }]);
console.log([...regions]); // [255,224,160,0,64,128]
await store.close();
