// Extracts pictures with ResNet-50, for `pnpm bench kill-extract`: folder of pictures, how many of them, folder of the store, and
// how many milliseconds after the network is loaded the process shall die, if it shall.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { extractFeatures } from '@rs-sam/vision-features/node';

const [pictures = '', count = '', out = '', moment] = process.argv.slice(2);
const names = readdirSync(pictures).sort().slice(0, Number(count));
let began: number | undefined;
await extractFeatures({
  dataset: { name: 'kill-extract', images: names.map((name) => ({ name, file: join(pictures, name) })) },
  extractor: { backbone: 'resnet-50', grid: [4, 4] },
  workers: 2,
  batchSize: 2,
  out,
  onProgress: ({ done }) => {
    began ??= start();
    process.stdout.write(`${JSON.stringify({ done, milliseconds: performance.now() - began })}\n`);
  },
});

/** Loading the network takes longer than a step: the moment counts from when the work begins. */
function start(): number {
  if (moment !== undefined) setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(moment)).unref();
  return performance.now();
}
