import { grad, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engines';
import { randomValues } from '../../test/random-pairs';
import { type TripletLossOptions, tripletLoss } from './triplet-loss';

const lossOf = (scores: number[][], options?: TripletLossOptions): number =>
  tripletLoss(tensor2d(scores), options).dataSync()[0] as number;

const gradientOf = (scores: number[][], options?: TripletLossOptions): number[][] =>
  (grad((x: Tensor) => tripletLoss(x as Tensor2D, options))(tensor2d(scores)) as Tensor2D).arraySync();

/** Eq. (18) written as loops. */
function reference(
  scores: number[][],
  negative: (i: number, j: number) => boolean,
  reduce: 'hardest' | 'all',
  margin = 0.2,
): number {
  let loss = 0;
  scores.forEach((row, i) => {
    for (const score of [(j: number) => row[j] as number, (j: number) => scores[j]?.[i] as number]) {
      const costs = scores.map((_, j) => (negative(i, j) ? Math.max(0, margin - (row[i] as number) + score(j)) : 0));
      loss += reduce === 'all' ? costs.reduce((a, b) => a + b) : Math.max(...costs);
    }
  });
  return loss;
}

describe.each(engines)('tripletLoss on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it.each(['hardest', 'all'] as const)('equals eq. (18) with %s negatives, for every rule of negatives', (reduce) => {
    const size = 7;
    const values = randomValues(size * size, 3);
    const scores = Array.from({ length: size }, (_, i) => values.slice(i * size, (i + 1) * size));
    const images = [0, 1, 2, 0, 4, 5, 1];
    const captions = ['a', 'b', 'a', 'c', 'd', 'e', 'f'];
    const labels = ['river', 'river', 'beach', 'river', 'beach', 'farm', 'river'];
    const other = (i: number, j: number) => i !== j;
    const otherImage = (i: number, j: number) => other(i, j) && images[i] !== images[j];
    const otherClass = (i: number, j: number) => labels[i] !== labels[j];
    const rules: [TripletLossOptions, (i: number, j: number) => boolean][] = [
      [{}, other],
      [{ images }, otherImage],
      [{ captions }, (i, j) => other(i, j) && captions[i] !== captions[j]],
      [{ labels, negatives: 'class' }, otherClass],
      [{ labels, negatives: 'class', captions }, (i, j) => otherClass(i, j) && captions[i] !== captions[j]],
    ];
    for (const [options, negative] of rules) {
      expect(lossOf(scores, { ...options, reduce })).toBeCloseTo(reference(scores, negative, reduce), 5);
    }
    const both = lossOf(scores, { labels, images, negatives: 'instance+class', reduce });
    const ofClasses = reference(scores, (i, j) => otherImage(i, j) && otherClass(i, j), reduce);
    expect(both).toBeCloseTo(reference(scores, otherImage, reduce) + ofClasses, 5);
  });

  it('gives the gradient to the first of equally hard negatives', () => {
    const scores = [
      [0.5, 0.6, 0.6],
      [0, 0.9, 0],
      [0, 0, 0.9],
    ];
    expect(gradientOf(scores)).toEqual([
      [-1, 1, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('has no gradient at the kink of the hinge', () => {
    // Exactly representable: 0.25 − 0.5 + 0.25 = 0.
    expect(
      gradientOf(
        [
          [0.5, 0.25],
          [0.25, 0.5],
        ],
        { margin: 0.25 },
      ),
    ).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('adds nothing for an anchor without a negative', () => {
    const scores = [
      [0.1, 0.9],
      [0.8, 0.2],
    ];
    for (const options of [
      { labels: ['river', 'river'], negatives: 'class' },
      { images: [7, 7] },
      { captions: ['the same', 'the same'] },
    ] as const) {
      expect(lossOf(scores, options)).toBe(0);
      expect(gradientOf(scores, options)).toEqual([
        [0, 0],
        [0, 0],
      ]);
    }
    expect(lossOf([[0.3]])).toBe(0);
  });

  it('names the problem of its input', () => {
    expect(() =>
      lossOf([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ).toThrow(/scores has the shape \[2, 3\], which does not fit square scores \[2, 2\]/);
    expect(() =>
      lossOf(
        [
          [1, 2],
          [3, 4],
        ],
        { images: [1] },
      ),
    ).toThrow(/images has the shape \[1\], which does not fit scores \[2, 2\]/);
    for (const negatives of ['class', 'instance+class'] as const) {
      expect(() => lossOf([[1]], { negatives })).toThrow(
        /The option labels is undefined; it must be the class of each pair/,
      );
    }
    expect(() => lossOf([[1]], { reduce: 'max' as 'all' })).toThrow(/reduce is "max"; it must be 'hardest' or 'all'/);
    expect(() => lossOf([[1]], { margin: Number.NaN })).toThrow(/margin/);
  });
});
