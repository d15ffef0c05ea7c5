// A process that indexes a folder of images, for tests and `bench kill-index`, which kill it: folder of images, checkpoint, gallery, and the
// side of windows for scenes.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { indexImages } from '../src/node/build/index-images';

const [root = '', checkpoint = '', out = '', side] = process.argv.slice(2);
await prepareBackend({ engine: 'wasm' });
await indexImages({
  images: (await readdir(root)).sort().map((name) => ({ name, file: join(root, name) })),
  ...{ root, checkpoint, out, batchSize: 2, windows: side === undefined ? null : { size: Number(side), overlap: 0.5 } },
  parts: {
    extractor: {
      module: new URL('./colour-extractor.ts', import.meta.url).href,
      name: 'createColourExtractor',
      options: { delay: 3 },
    },
  },
  onProgress: ({ phase, done }) => phase === 'encode' && process.stdout.write(`${done}\n`),
});
