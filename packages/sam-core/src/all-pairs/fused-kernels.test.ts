import { prepareBackend } from '@rs-sam/tfjs-backend';
import {
  getKernel,
  grads,
  mul,
  registerKernel,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor,
  tidy,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
// Registers the gradients of all operations.
import '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomValues } from '../../test/random-pairs';
import type { GateWeights } from '../operands/gate-weights';
import type { AlignmentOptions } from '../options/alignment-options';
import { scoreAllPairs } from './score-all-pairs';

/** The kernels of `@rs-sam/tfjs-backend` that this folder uses. */
const KERNELS = [
  'AttentionWeights',
  'AttentionWeightsGrad',
  'GatedCosine',
  'GatedCosineGrad',
  'HalfMatMul',
  'HalvesGradient',
];

/** Runs without these kernels, so that the same engine uses composed operations. */
function composed<T>(run: () => T): T {
  const kernels = KERNELS.map((name) => getKernel(name, 'wasm'));
  for (const { kernelName } of kernels) unregisterKernel(kernelName, 'wasm');
  try {
    return run();
  } finally {
    for (const kernel of kernels) registerKernel(kernel);
  }
}

interface Sizes {
  readonly images: number;
  readonly captions: number;
  readonly regions: number;
  readonly words: number;
  readonly depth: number;
}

/** Scores, and the gradients of regions, words and weights where none, one, or all of three scores have a gradient. */
function scoresAndGradients(
  { images, captions, regions, words, depth }: Sizes,
  lengths: readonly number[],
  seed: number,
  options: AlignmentOptions,
  frozenRegions: boolean,
  share: number,
): Float32Array[] {
  const random = (shape: number[], offset: number): Tensor => {
    const size = shape.reduce((a, b) => a * b);
    return tensor(randomValues(size, seed + offset), shape);
  };
  const results: Float32Array[] = [];
  tidy(() => {
    const mask = lengths.flatMap((length) => Array.from({ length: words }, (_, i) => (i < length ? 1 : 0)));
    const wordMask = tensor(mask, [captions, words]) as Tensor2D;
    const dScores = tensor(
      randomValues(images * captions, seed).map((value, i) => (i % 3 < share ? value : 0)),
      [images, captions],
    );
    const regionTensor = random([images, regions, depth], 1);
    const wordTensor = random([captions, words, depth], 2);
    const weightShapes = options.gate === false ? [] : [[2 * depth, depth], [depth], [2 * depth, depth], [depth]];
    const weightTensors = weightShapes.map((shape, i) => random(shape, 3 + i));
    const scoresOf = (r: Tensor, w: Tensor, given: readonly Tensor[]): Tensor => {
      const [gateKernel, gateBias, candidateKernel, candidateBias] = given;
      const weights = { gateKernel, gateBias, candidateKernel, candidateBias } as unknown as GateWeights;
      const operands = { regions: r as Tensor3D, words: w as Tensor3D, wordMask, weights };
      return scoreAllPairs(operands, { ...options, frozenRegions });
    };
    const lossOf = (...xs: Tensor[]): Tensor => {
      const [r, w, ...given] = (frozenRegions ? [regionTensor, ...xs] : xs) as [Tensor, Tensor, ...Tensor[]];
      return sum(mul(scoresOf(r, w, given), dScores));
    };
    const free = frozenRegions ? [] : [regionTensor];
    const gradients = grads(lossOf as never)([...free, wordTensor, ...weightTensors]);
    const all = [scoresOf(regionTensor, wordTensor, weightTensors), ...gradients];
    results.push(...all.map((x) => x.dataSync<'float32'>().slice()));
  });
  return results;
}

const option = fc.record({
  direction: fc.constantFrom('i2t' as const, 't2i' as const),
  clip: fc.constantFrom('relu' as const, 'leaky' as const),
  normalizeOver: fc.constantFrom('regions' as const, 'words' as const),
  candidate: fc.constantFrom('sigmoid' as const, 'tanh' as const),
  attention: fc.boolean(),
  gate: fc.boolean(),
});

function expectEqual(actual: Float32Array[], expected: Float32Array[]): void {
  expect(actual.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
  expected.forEach((wanted, output) => {
    const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    wanted.forEach((value, i) => {
      const difference = Math.abs((actual[output]?.[i] as number) - value);
      // Written so that a NaN fails.
      if (!(difference <= 3e-5 * Math.max(1, largest)))
        expect.fail(`output ${output}, element ${i}: off by ${difference}`);
    });
  });
}

describe.each([
  ['wasm', { images: 4, captions: 5, regions: 6, words: 7, depth: 8 }, 60],
  // Large enough for native graphs, in both directions.
  ['wasm+onnxruntime', { images: 9, captions: 10, regions: 17, words: 15, depth: 256 }, 12],
] as const)('the fused kernels of %s', (engine, largest, numRuns) => {
  beforeAll(async () => {
    await prepareBackend({ engine });
  });

  it('equal the composed operations in scores and gradients, padded and empty captions included', () => {
    const extent = (most: number) => fc.integer({ min: engine === 'wasm' ? 1 : most - 1, max: most });
    fc.assert(
      fc.property(
        fc.record({
          images: extent(largest.images),
          captions: extent(largest.captions),
          regions: extent(largest.regions),
          words: extent(largest.words),
          depth: fc.constant(largest.depth),
        }),
        fc.integer({ min: 1, max: 1e6 }),
        fc.boolean(),
        fc.constantFrom(0, 1, 3),
        option,
        (sizes, seed, frozenRegions, share, options) => {
          const lengths = Array.from({ length: sizes.captions }, (_, i) => (seed + 5 * i) % (sizes.words + 1));
          const run = () => scoresAndGradients(sizes, lengths, seed, options, frozenRegions, share);
          expectEqual(run(), composed(run));
        },
      ),
      { numRuns, seed: 11 },
    );
  });
});
