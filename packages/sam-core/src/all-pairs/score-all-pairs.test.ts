import {
  concat,
  div,
  euclideanNorm,
  expandDims,
  fill,
  gather,
  grads,
  mean,
  memory,
  mul,
  ones,
  pad,
  type Scalar,
  slice,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor,
  tensor3d,
  tidy,
  transpose,
  zeros,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { gradientError } from '../../test/directional-derivative';
import { engines, useEngine } from '../../test/engines';
import { randomPairs, randomValues } from '../../test/random-pairs';
import type { AlignmentOperands } from '../operands/alignment-operands';
import type { AlignmentOptions } from '../options/alignment-options';
import { scoreAllPairs } from './score-all-pairs';
import { scoreAllPairsDirectly } from './score-all-pairs-directly';

/** Every option in both directions. */
const variants: readonly AlignmentOptions[] = (['i2t', 't2i'] as const).flatMap((direction): AlignmentOptions[] => [
  { direction },
  { direction, clip: 'leaky' },
  { direction, normalizeOver: 'words' },
  { direction, candidate: 'tanh' },
  { direction, attention: false },
  { direction, gate: false },
  { direction, alpha: 4, clip: 'leaky', normalizeOver: 'words', candidate: 'tanh' },
]);

/** The largest difference of two tensors. */
function difference(a: Tensor, b: Tensor): number {
  const [left, right] = [Array.from(a.dataSync()), b.dataSync()];
  expect(a.shape).toEqual(b.shape);
  return left.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (right[i] as number))), 0);
}

/** A loss in which every score has a different weight. */
function weightedSum(scores: Tensor): Scalar {
  return sum(mul(scores, tensor(randomValues(scores.size, 99), scores.shape)));
}

function inputsOf({ regions, words, weights }: AlignmentOperands): Tensor[] {
  return [regions, words, ...Object.values(weights ?? {})] as Tensor[];
}

function operandsOf(
  [regions, words, gateKernel, gateBias, candidateKernel, candidateBias]: Tensor[],
  wordMask?: Tensor2D,
) {
  return {
    regions,
    words,
    wordMask,
    weights: { gateKernel, gateBias, candidateKernel, candidateBias },
  } as AlignmentOperands;
}

describe.each(engines)('scoreAllPairs on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it.each(variants)('equals the direct form in scores and in every gradient: %j', (options) => {
    const pairs = randomPairs(7);
    const inputs = inputsOf(options.gate === false ? { ...pairs, weights: undefined } : pairs);
    const run =
      (score: typeof scoreAllPairs) =>
      (...xs: Tensor[]) =>
        weightedSum(score(operandsOf(xs, pairs.wordMask), options));
    expect(difference(scoreAllPairs(pairs, options), scoreAllPairsDirectly(pairs, options))).toBeLessThan(2e-6);
    const [factored, direct] = [grads(run(scoreAllPairs))(inputs), grads(run(scoreAllPairsDirectly))(inputs)];
    factored.forEach((gradient, i) => {
      expect(difference(gradient, direct[i] as Tensor)).toBeLessThan(2e-5);
    });
  });

  it.each(variants)('agrees with finite differences in its gradient: %j', (options) => {
    const pairs = randomPairs(21);
    const inputs = inputsOf(options.gate === false ? { ...pairs, weights: undefined } : pairs);
    const loss = (...xs: Tensor[]) => weightedSum(scoreAllPairs(operandsOf(xs, pairs.wordMask), options));
    expect(gradientError(loss, inputs)).toBeLessThan(1e-2);
  });

  it('works at a depth that the fused kernel does not support', () => {
    const pairs = randomPairs(3, { depth: 6 });
    for (const direction of ['i2t', 't2i'] as const) {
      expect(difference(scoreAllPairs(pairs, { direction }), scoreAllPairsDirectly(pairs, { direction }))).toBeLessThan(
        2e-6,
      );
    }
  });

  it('permutes its scores as the batch is permuted', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.constantFrom(...variants),
        fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        (seed, options, images, captions) => {
          tidy(() => {
            const pairs = randomPairs(seed);
            const take = <T extends Tensor>(x: T, order: number[]): T => gather(x, tensor(order, undefined, 'int32'));
            const permuted = scoreAllPairs(
              {
                ...pairs,
                regions: take(pairs.regions, images),
                words: take(pairs.words, captions),
                wordMask: take(pairs.wordMask, captions),
              },
              options,
            );
            const expected = gather(
              take(scoreAllPairs(pairs, options), images),
              tensor(captions, undefined, 'int32'),
              1,
            );
            expect(difference(permuted, expected)).toBeLessThan(1e-6);
          });
        },
      ),
      { numRuns: 25, seed: 18 },
    );
  });

  it('does not change with more padding of any content', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.constantFrom(...variants),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom(0, 17, Number.NaN),
        (seed, options, extra, filler) => {
          tidy(() => {
            const pairs = randomPairs(seed);
            // Not tf.pad: the wasm engine caches padding operators by value, and one for NaN is then used for every value.
            const words = concat([pairs.words, fill([4, extra, 8], filler)], 1) as Tensor3D;
            const wordMask = pad(pairs.wordMask, [
              [0, 0],
              [0, extra],
            ]);
            expect(
              difference(scoreAllPairs({ ...pairs, words, wordMask }, options), scoreAllPairs(pairs, options)),
            ).toBeLessThan(1e-6);
          });
        },
      ),
      { numRuns: 25, seed: 18 },
    );
  });

  it('gives a pair the same score in any batch', () => {
    const pairs = randomPairs(5);
    for (const options of variants) {
      const one = {
        ...pairs,
        regions: slice(pairs.regions, [1, 0, 0], [1, -1, -1]),
        words: slice(pairs.words, [2, 0, 0], [1, -1, -1]),
        wordMask: slice(pairs.wordMask, [2, 0], [1, -1]),
      };
      expect(
        difference(scoreAllPairs(one, options), slice(scoreAllPairs(pairs, options), [1, 2], [1, 1])),
      ).toBeLessThan(1e-6);
    }
  });

  it('gives the other direction if images and captions are exchanged', () => {
    // Without padding, and with the norm over the same side, i2t of (F, T) is the transpose of t2i of (T, F).
    const pairs = randomPairs(11, { lengths: [4, 4, 4, 4] });
    const swapped = { regions: pairs.words, words: pairs.regions, weights: pairs.weights };
    const forth = scoreAllPairs({ ...pairs, wordMask: undefined }, { direction: 'i2t', normalizeOver: 'regions' });
    const back = scoreAllPairs(swapped, { direction: 't2i', normalizeOver: 'words' });
    expect(difference(transpose(forth), back)).toBeLessThan(1e-6);
  });

  it('attends evenly as alpha goes to 0', () => {
    const pairs = randomPairs(13);
    for (const direction of ['i2t', 't2i'] as const) {
      const cold = scoreAllPairs(pairs, { direction, alpha: 0 });
      expect(difference(cold, scoreAllPairs(pairs, { direction, attention: false }))).toBeLessThan(1e-6);
    }
  });

  it('gives frozen regions no gradient and the other inputs an unchanged one', () => {
    const pairs = randomPairs(17);
    for (const direction of ['i2t', 't2i'] as const) {
      const run = (frozenRegions: boolean) =>
        grads((...xs: Tensor[]) =>
          weightedSum(scoreAllPairs(operandsOf(xs, pairs.wordMask), { direction, frozenRegions })),
        );
      const free = run(false)(inputsOf(pairs));
      const [, ...others] = inputsOf(pairs);
      const frozen = grads((...xs: Tensor[]) =>
        weightedSum(
          scoreAllPairs(operandsOf([pairs.regions, ...xs], pairs.wordMask), { direction, frozenRegions: true }),
        ),
      )(others);
      frozen.forEach((gradient, i) => {
        expect(difference(gradient, free[i + 1] as Tensor)).toBeLessThan(1e-6);
      });
    }
  });

  it.each(['i2t', 't2i'] as const)('scores 0, without a gradient, where a side is empty: %s', (direction) => {
    const pairs = randomPairs(19, { lengths: [3, 0, 1] });
    const scores = scoreAllPairs(pairs, { direction });
    expect(Array.from(slice(scores, [0, 1], [3, 1]).dataSync())).toEqual([0, 0, 0]);
    expect(scores.dataSync().every(Number.isFinite)).toBe(true);
    const gradients = grads((...xs: Tensor[]) =>
      weightedSum(scoreAllPairs(operandsOf(xs, pairs.wordMask), { direction })),
    )(inputsOf(pairs));
    for (const gradient of gradients) expect(gradient.dataSync().every(Number.isFinite)).toBe(true);
    expect(
      slice(gradients[1] as Tensor3D, [1, 0, 0], [1, -1, -1])
        .dataSync()
        .every((value) => value === 0),
    ).toBe(true);

    const none = { ...pairs, regions: zeros<Tensor3D['rankType']>([2, 0, 8]) as Tensor3D };
    expect(Array.from(scoreAllPairs(none, { direction }).dataSync())).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('is finite at zero vectors, where a cosine and a norm have no derivative', () => {
    const pairs = { ...randomPairs(23), regions: zeros<Tensor3D['rankType']>([3, 5, 8]) as Tensor3D };
    for (const options of variants) {
      const inputs = inputsOf(options.gate === false ? { ...pairs, weights: undefined } : pairs);
      const gradients = grads((...xs: Tensor[]) => weightedSum(scoreAllPairs(operandsOf(xs, pairs.wordMask), options)))(
        inputs,
      );
      for (const gradient of gradients) expect(gradient.dataSync().every(Number.isFinite)).toBe(true);
    }
  });

  it('has attention 1 to a single word', () => {
    const pairs = randomPairs(29, { lengths: [1, 1], words: 1 });
    const scores = scoreAllPairs(pairs, { direction: 'i2t', gate: false });
    const expected = tidy(() => {
      const unit = (x: Tensor3D): Tensor3D => div(x, euclideanNorm(x, -1, true));
      const [f, t] = [unit(pairs.regions), unit(pairs.words)];
      return mean(sum(mul(expandDims(f, 1), expandDims(t, 0)), -1), 2);
    });
    expect(difference(scores, expected)).toBeLessThan(1e-6);
  });

  it('refuses NaN by name and index', () => {
    const pairs = randomPairs(31);
    const spoilt = <T extends Tensor>(x: T, at: number, value: number): T => {
      const values = Float32Array.from(x.dataSync());
      values[at] = value;
      return tensor(values, x.shape) as unknown as T;
    };
    for (const direction of ['i2t', 't2i'] as const) {
      const score = (changed: Partial<AlignmentOperands>) => () =>
        scoreAllPairs({ ...pairs, ...changed }, { direction });
      expect(score({ regions: spoilt(pairs.regions, 1 * 40 + 2 * 8 + 3, Number.NaN) })).toThrow(
        'regions holds NaN at [1, 2, 3]',
      );
      expect(score({ words: spoilt(pairs.words, 5, Number.POSITIVE_INFINITY) })).toThrow(
        'words holds Infinity at [0, 0, 5]',
      );
      const weights = { ...pairs.weights, gateBias: spoilt(pairs.weights.gateBias, 4, Number.NaN) };
      expect(score({ weights })).toThrow('gateBias holds NaN at [4]');
    }
  });

  it('names both shapes if they do not match', () => {
    const pairs = randomPairs(37);
    const score = (changed: Partial<AlignmentOperands>) => () =>
      scoreAllPairs({ ...pairs, ...changed }, { direction: 't2i' });
    expect(score({ words: tensor3d(randomValues(60, 1), [3, 4, 5]) })).toThrow(
      /regions has the shape \[3, 5, 8\], which does not fit words \[3, 4, 5\]/,
    );
    expect(score({ wordMask: ones([4, 3]) })).toThrow(
      /wordMask has the shape \[4, 3\], which does not fit words \[4, 4, 8\]/,
    );
    expect(score({ weights: { ...pairs.weights, gateKernel: ones([8, 8]) } })).toThrow(
      /gateKernel has the shape \[8, 8\], which does not fit regions \[3, 5, 8\].*\[16, 8\]/,
    );
    expect(score({ weights: undefined })).toThrow(
      'The option weights is undefined; it must be the weights of the gate',
    );
    expect(() => scoreAllPairs(pairs, { direction: 'sideways' as 'i2t' })).toThrow(
      /direction is "sideways"; it must be 'i2t' or 't2i'/,
    );
  });

  it('disposes all its tensors', () => {
    const pairs = randomPairs(41);
    const before = memory().numTensors;
    for (const direction of ['i2t', 't2i'] as const) {
      scoreAllPairs(pairs, { direction }).dispose();
      for (const gradient of grads((...xs: Tensor[]) =>
        weightedSum(scoreAllPairs(operandsOf(xs, pairs.wordMask), { direction })),
      )(inputsOf(pairs)))
        gradient.dispose();
    }
    // Only the constant of weightedSum is created outside a tidy.
    expect(memory().numTensors).toBe(before);
  });
});
