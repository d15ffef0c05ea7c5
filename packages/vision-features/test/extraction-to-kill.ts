// A process that extracts images with the fake extractor, for a test that kills it: folder of images, count, folder of the store.
import { join } from 'node:path';
import { extractFeatures } from '../src/node/extract/extract-features';

const [images = '', count = '', out = ''] = process.argv.slice(2);
const names = Array.from({ length: Number(count) }, (_, index) => `${String(index).padStart(3, '0')}.png`);
await extractFeatures({
  dataset: { name: 'small', images: names.map((name) => ({ name, file: join(images, name) })) },
  extractor: {
    module: new URL('./fake-extractor.ts', import.meta.url).href,
    name: 'createFakeExtractor',
    options: { delay: 3 },
  },
  views: ['identity', 'flip'],
  batchSize: 4,
  out,
  onProgress: ({ done }) => process.stdout.write(`${done}\n`),
});
