// One extraction by `extractFeatures`, as `rs-sam extract --grid 4 --workers …` runs it. Argument: the file of the request.
import { readFileSync } from 'node:fs';
import { extractFeatures } from '@rs-sam/vision-features/node';
import type { ExtractAnswer, ExtractRequest } from './request';

const { files, out, batch, workers } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as ExtractRequest;
let start: number | undefined;
const { manifest } = await extractFeatures({
  dataset: { name: 'bench', images: files.map((file) => ({ name: file, file })) },
  extractor: { backbone: 'resnet-50', grid: [4, 4] },
  batchSize: batch,
  workers,
  out,
  // The first event comes when all workers have opened the network.
  onProgress: () => {
    start ??= performance.now();
  },
});
const answer: ExtractAnswer = {
  seconds: (performance.now() - (start as number)) / 1000,
  version: manifest.engine,
};
console.log(JSON.stringify(answer));
