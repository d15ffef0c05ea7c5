// Extracts regions with ResNet-50, for `pnpm bench kill-extract`. Arguments: folder of images, number of images, folder of the store, and
// the milliseconds after which the process kills itself, counted from the moment when the network is loaded (default: never).
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { extractFeatures } from '@rs-sam/vision-features/node';

const [imageFolder = '', count = '', out = '', moment] = process.argv.slice(2);
const names = readdirSync(imageFolder).sort().slice(0, Number(count));
let began: number | undefined;
await extractFeatures({
  dataset: { name: 'kill-extract', images: names.map((name) => ({ name, file: join(imageFolder, name) })) },
  extractor: { backbone: 'resnet-50', grid: [4, 4] },
  workers: 2,
  batchSize: 2,
  out,
  onProgress: ({ done }) => {
    began ??= start();
    process.stdout.write(`${JSON.stringify({ done, milliseconds: performance.now() - began })}\n`);
  },
});

/** The time counts from the start of the work, because loading the network takes longer than a step. */
function start(): number {
  if (moment !== undefined) setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(moment)).unref();
  return performance.now();
}
