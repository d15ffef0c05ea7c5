// One worker process: opens ResNet-50, writes its regions of the compared images, waits for the other workers and extracts for some seconds.
import { type EngineName, prepareBackend } from '@rs-sam/tfjs-backend';
import { createRegionExtractor, readBackboneWeights } from '@rs-sam/vision-features/node';
import { meet } from './barrier';
import { COMPARED, comparedPixels, writeRegions } from './exchange';
import { SIZE, type VisionAnswer, type VisionRequest } from './request';

const { engine, threads, workers, index, folder, batch, seconds } = JSON.parse(process.argv[2] ?? '') as VisionRequest;
const whole = engine === 'onnxruntime';
if (!whole) await prepareBackend({ engine: engine as EngineName, threads });
const extractor = await createRegionExtractor('resnet-50', await readBackboneWeights('resnet-50'), {
  engine: whole ? 'onnxruntime' : 'tfjs',
  threads,
});

const pixels = comparedPixels();
const regions = await extractor.extract(pixels, COMPARED);
if (index === 0) writeRegions(folder, regions);

const length = SIZE * SIZE * 3;
const images = new Float32Array(batch * length);
for (let i = 0; i < batch; i++)
  images.set(pixels.subarray((i % COMPARED) * length, ((i % COMPARED) + 1) * length), i * length);
await extractor.extract(images, batch);

await meet(folder, index, workers);
const start = performance.now();
let done = 0;
while (performance.now() - start < 1000 * seconds) {
  await extractor.extract(images, batch);
  done += batch;
}
const answer: VisionAnswer = {
  images: done,
  seconds: (performance.now() - start) / 1000,
  peakMiB: process.resourceUsage().maxRSS / 1024,
  version: extractor.engine,
};
console.log(JSON.stringify(answer));
