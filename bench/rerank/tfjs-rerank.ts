// Scores the best items of a shortlist with one query, again and again. Argument: the request, JSON; prints {"milliseconds", "peakMiB"}.
import { scoreAllPairs, wordMask } from '@rs-sam/core';
import { type EngineName, prepareBackend } from '@rs-sam/tfjs-backend';
import * as tf from '@tensorflow/tfjs-core';
import { randomGate } from '../step/random-gate';
import type { StepSizes } from '../step/workload';

interface Request {
  readonly engine: EngineName;
  readonly direction: 'i2t' | 't2i';
  readonly items: number;
  readonly sizes: StepSizes;
}

const REPETITIONS = 40;
const WARM_UP = 10;

const { engine, direction, items, sizes } = JSON.parse(process.argv[2] ?? '') as Request;
await prepareBackend({ engine });
const { regions: k, words: n, depth } = sizes;
const weights = randomGate(depth);
const regions = tf.relu(tf.randomNormal<tf.Rank.R3>([items, k, depth], 0.3, 1, 'float32', 1)) as tf.Tensor3D;
const words = tf.randomNormal<tf.Rank.R3>([1, n, depth], 0, 0.5, 'float32', 2) as tf.Tensor3D;
const mask = wordMask([n - 3], n);
const milliseconds: number[] = [];
for (let i = 0; i < REPETITIONS; i++) {
  const start = performance.now();
  const scores = scoreAllPairs({ regions, words, wordMask: mask, weights }, { direction, frozenRegions: true });
  scores.dataSync();
  milliseconds.push(performance.now() - start);
  scores.dispose();
}
console.log(
  JSON.stringify({
    milliseconds: milliseconds.slice(WARM_UP),
    peakMiB: process.resourceUsage().maxRSS / 1024,
  }),
);
