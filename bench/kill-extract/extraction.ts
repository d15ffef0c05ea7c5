// Extracts pictures with ResNet-50, for `pnpm bench kill-extract`: folder of pictures, how many of them, folder of the store.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { extractFeatures } from '@rs-sam/vision-features/node';

const [pictures = '', count = '', out = ''] = process.argv.slice(2);
const names = readdirSync(pictures).sort().slice(0, Number(count));
await extractFeatures({
  dataset: { name: 'kill-extract', images: names.map((name) => ({ name, file: join(pictures, name) })) },
  extractor: { backbone: 'resnet-50', grid: [4, 4] },
  workers: 2,
  batch: 2,
  out,
  onProgress: ({ done }) => process.stdout.write(`{"done":${done}}\n`),
});
