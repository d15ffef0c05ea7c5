import { grads, type Scalar, scalar, type Tensor, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { gradientError } from '../../test/directional-derivative';
import { engines, useEngine } from '../../test/engines';
import { randomValues } from '../../test/random-pairs';
import { infoNceLoss } from './info-nce-loss';
import type { PairKeys } from './pair-keys';

const SCALE = Math.log(1 / 0.07);
const lossOf = (scores: number[][], keys?: PairKeys, scale = SCALE): number =>
  infoNceLoss(tensor2d(scores), scalar(scale), keys).dataSync()[0] as number;

const SIZE = 6;
const values = randomValues(SIZE * SIZE, 5);
const scores = Array.from({ length: SIZE }, (_, i) => values.slice(i * SIZE, (i + 1) * SIZE));
const keys = { images: [0, 1, 2, 0, 4, 5], captions: ['a', 'b', 'a', 'c', 'd', 'b'] };
const permuted = <T>(list: readonly T[]): T[] => [3, 0, 5, 1, 4, 2].map((i) => list[i] as T);
const transposed = scores.map((_, i) => scores.map((row) => row[i] as number));

/** The formula written as loops. */
function reference(rows: number[][], positive: (i: number, j: number) => boolean, scale: number): number {
  const ofRows = (of: (i: number, j: number) => number) =>
    rows.reduce((loss, _, i) => {
      const all = rows.map((_, j) => Math.exp(scale) * of(i, j));
      const normaliser = Math.log(all.reduce((sum, logit) => sum + Math.exp(logit), 0));
      const positives = all.filter((_, j) => positive(i, j));
      return loss + positives.reduce((sum, logit) => sum + normaliser - logit, 0) / positives.length;
    }, 0);
  return (ofRows((i, j) => rows[i]?.[j] as number) + ofRows((i, j) => rows[j]?.[i] as number)) / 2;
}

describe.each(engines)('infoNceLoss on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it.each([0, 1, SCALE])('equals its formula at the scale %d, with one positive and with several', (scale) => {
    expect(lossOf(scores, {}, scale)).toBeCloseTo(
      reference(scores, (i, j) => i === j, scale),
      3,
    );
    const { images, captions } = keys;
    const together = (i: number, j: number) => i === j || images[i] === images[j] || captions[i] === captions[j];
    expect(lossOf(scores, keys, scale)).toBeCloseTo(reference(scores, together, scale), 3);
  });

  it('is B log B where all scores are equal, and near 0 where each pair is far above the others', () => {
    expect(lossOf(scores.map((row) => row.map(() => 0.3)))).toBeCloseTo(SIZE * Math.log(SIZE), 4);
    expect(lossOf(scores.map((row, i) => row.map((_, j) => Number(i === j))))).toBeLessThan(1e-4);
    expect(lossOf([[0.3]])).toBeCloseTo(0, 9);
  });

  it('depends neither on the order of the pairs nor on a constant in all scores, and treats both directions alike', () => {
    const loss = lossOf(scores, keys);
    const reordered = { images: permuted(keys.images), captions: permuted(keys.captions) };
    expect(lossOf(permuted(scores).map(permuted), reordered)).toBeCloseTo(loss, 3);
    expect(
      lossOf(
        scores.map((row) => row.map((score) => score + 0.5)),
        keys,
      ),
    ).toBeCloseTo(loss, 3);
    expect(lossOf(transposed, keys)).toBeCloseTo(loss, 3);
  });

  it('has the gradient of its value in the scores and in the scale, which sums to 0 over the scores', () => {
    const inputs = [tensor2d(scores), scalar(0.5)];
    const f = (x: Tensor, s: Tensor): Scalar => infoNceLoss(x as Tensor2D, s as Scalar, keys);
    expect(gradientError(f as never, inputs)).toBeLessThan(2e-3);
    const [dScores] = grads(f as never)(inputs) as [Tensor2D];
    const slopes = [...dScores.dataSync()];
    expect(slopes).not.toContain(0);
    expect(slopes.reduce((sum, slope) => sum + slope)).toBeCloseTo(0, 5);
  });

  it('stays finite for logits far beyond the range of exp', () => {
    expect(lossOf(scores.map((row) => row.map((score) => 1000 * score)))).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it('names the problem of its input', () => {
    const square = tensor2d([1, 2, 3, 4], [2, 2]);
    expect(() => infoNceLoss(tensor2d([[1, 2]]), scalar(1))).toThrow(/scores has the shape \[1, 2\]/);
    expect(() => infoNceLoss(square, tensor1d([1]) as never)).toThrow(/logitScale has the shape \[1\].*a scalar/);
    expect(() => infoNceLoss(square, scalar(1), { images: [1] })).toThrow(/images has the shape \[1\]/);
    expect(() => infoNceLoss(square, scalar(1), { captions: 'ab' as never })).toThrow(/captions is "ab"; it must be/);
    expect(() => infoNceLoss(square, scalar(1), { labels: [1, 1] } as PairKeys)).toThrow(/labels .* left out/);
  });
});
