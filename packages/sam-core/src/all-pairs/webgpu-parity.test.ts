import {
  grads,
  mul,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { beforeEach, describe, it } from 'vitest';
import { expectClose } from '../../../tfjs-backend/test/expect-close';
import { useEngine, webgpu } from '../../test/engines';
import { randomValues } from '../../test/random-pairs';
import type { AlignmentOptions } from '../options/alignment-options';
import { scoreAllPairs } from './score-all-pairs';

interface Case {
  readonly images: number;
  readonly regions: number;
  readonly words: number;
  /** Real words of each caption; a caption without any is an empty row. */
  readonly lengths: readonly number[];
  readonly depth: number;
  readonly options: AlignmentOptions;
  readonly frozenRegions?: boolean;
  /** Of three scores, how many have a gradient. */
  readonly withGradient: number;
}

/** Scores and all gradients on the current engine, in the order regions, words, weights. */
function numbersOf({ images, regions, words, lengths, depth, options, frozenRegions = false, withGradient }: Case) {
  return tidy(() => {
    const random = (shape: number[], seed: number) =>
      tensor(
        randomValues(
          shape.reduce((a, b) => a * b),
          seed,
        ),
        shape,
      );
    const captions = lengths.length;
    const mask = lengths.flatMap((length) => Array.from({ length: words }, (_, i) => Number(i < length)));
    const wordMask = tensor2d(mask, [captions, words]);
    const dScores = random([images, captions], 9).dataSync();
    const d = tensor2d(
      dScores.map((value, i) => (i % 3 < withGradient ? value : 0)),
      [images, captions],
    );
    const weightShapes = [[2 * depth, depth], [depth], [2 * depth, depth], [depth]];
    const inputs = [
      ...[random([images, regions, depth], 1), random([captions, words, depth], 2)],
      ...weightShapes.map((shape, i) => random(shape, 3 + i)),
    ];
    const scoresOf = (...given: Tensor[]) => {
      const [r, w, gateKernel, gateBias, candidateKernel, candidateBias] = given;
      const weights = { gateKernel, gateBias, candidateKernel, candidateBias } as never;
      const operands = { regions: r as Tensor3D, words: w as Tensor3D, wordMask, weights };
      return scoreAllPairs(operands, { ...options, frozenRegions, checkFinite: false }) as Tensor2D;
    };
    const [first, ...rest] = inputs as [Tensor, ...Tensor[]];
    const gradients = frozenRegions
      ? grads((...given: Tensor[]) => sum(mul(scoresOf(first, ...given), d)))(rest)
      : grads((...given: Tensor[]) => sum(mul(scoresOf(...given), d)))(inputs);
    return [scoresOf(...inputs), ...gradients].map((x) => x.dataSync().slice()) as never;
  }) as readonly Float32Array[];
}

const small = { images: 3, regions: 7, words: 6, lengths: [6, 0, 3, 1, 5], depth: 20, withGradient: 1 };

const cases: Record<string, Case> = {
  't2i as printed': { ...small, options: { direction: 't2i' } },
  'i2t as printed': { ...small, options: { direction: 'i2t' } },
  't2i as tuned, frozen regions': {
    ...{ ...small, depth: 260, frozenRegions: true },
    options: { direction: 't2i', clip: 'leaky', candidate: 'tanh', normalizeOver: 'words' },
  },
  'i2t as tuned, frozen regions': {
    ...{ ...small, depth: 260, frozenRegions: true },
    options: { direction: 'i2t', clip: 'leaky', candidate: 'tanh' },
  },
  'i2t over the words, every score with a gradient': {
    ...{ ...small, withGradient: 3 },
    options: { direction: 'i2t', normalizeOver: 'words' },
  },
  'more context rows than fit into one turn': {
    ...{ images: 2, regions: 70, words: 20, lengths: [20, 13, 7], depth: 8, withGradient: 3 },
    options: { direction: 't2i' },
  },
  'more rows of everything than a workgroup has': {
    ...{ images: 2, regions: 33, words: 130, lengths: [130, 65, 1], depth: 12, withGradient: 3 },
    options: { direction: 'i2t' },
  },
  'a depth without a kernel': { ...small, depth: 6, options: { direction: 't2i' } },
};

describe('scores and gradients on webgpu are those of the cpu engine', () => {
  beforeEach(({ skip }) => skip(!webgpu.here, webgpu.reason));

  it.each(Object.keys(cases))('%s', async (name) => {
    const one = cases[name] as Case;
    await useEngine('cpu');
    const expected = numbersOf(one);
    await useEngine('webgpu');
    const actual = numbersOf(one);
    expectClose(actual, expected);
  });
});
