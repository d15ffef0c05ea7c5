// One engine, one direction: scores a gallery in a separate process and prints the speed as JSON. Argument: the request, JSON.
import { scoreGallery } from '@rs-sam/core/gallery';
import { type EngineName, prepareBackend } from '@rs-sam/tfjs-backend';
import * as tf from '@tensorflow/tfjs-core';
import { randomGate } from '../step/random-gate';
import { lengthOf, type StepSizes } from '../step/workload';

interface Request {
  readonly engine: EngineName;
  readonly direction: 'i2t' | 't2i';
  readonly images: number;
  readonly captions: number;
  readonly sizes: StepSizes;
}

const { engine, direction, images, captions, sizes } = JSON.parse(process.argv[2] ?? '') as Request;
await prepareBackend({ engine });
const { regions: k, words: n, depth } = sizes;
const weights = randomGate(depth);
// One block of features is used for all blocks, so that only the scoring is timed, not the random numbers.
const regions = tf.relu(tf.randomNormal<tf.Rank.R3>([32, k, depth], 0.3, 1, 'float32', 1)) as tf.Tensor3D;
const words = tf.randomNormal<tf.Rank.R3>([256, n, depth], 0, 0.5, 'float32', 2) as tf.Tensor3D;
const lengths = Array.from({ length: 256 }, (_, i) => lengthOf(i, sizes));
const mask = tf.tensor2d(lengths.map((length) => Array.from({ length: n }, (_, j) => Number(j < length))));

const start = performance.now();
let peakTensorBytes = 0;
const gallery = scoreGallery(
  { count: images, regions: (from, to) => tf.slice(regions, [0, 0, 0], [to - from, -1, -1]) },
  {
    count: captions,
    words: (from, to) => ({
      words: tf.slice(words, [0, 0, 0], [to - from, -1, -1]),
      wordMask: tf.slice(mask, [0, 0], [to - from, -1]),
    }),
  },
  { direction, weights },
);
for await (const { block } of gallery)
  if (block >= 0) peakTensorBytes = Math.max(peakTensorBytes, tf.memory().numBytes);
const seconds = (performance.now() - start) / 1000;
console.log(
  JSON.stringify({
    seconds,
    pairsPerSecond: (images * captions) / seconds,
    peakMiB: process.resourceUsage().maxRSS / 1024,
    heldMiB: peakTensorBytes / 2 ** 20,
  }),
);
