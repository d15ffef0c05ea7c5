import { seededRandom } from '@rs-sam/foundation/random';
import { inverse, Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { fitProjections } from './fit-projections';
import { choleskyFactor, solveLower, solveLowerTransposed } from './triangular';
import { truncatedSvd } from './truncated-svd';

const random = seededRandom('fit');
const floats = (count: number) => Float32Array.from({ length: count }, () => random() - 0.5);
const matrix = (rows: number, columns: number, data: Float32Array = floats(rows * columns)) =>
  Matrix.from1DArray(rows, columns, Array.from(data));

/** `M` as the formula has it, with inverses. */
function byTheFormula(a: Matrix, b: Matrix, scores: Matrix, ridge: number): Matrix {
  const centred = scores.clone().subRowVector(scores.mean('column'));
  const inverted = (x: Matrix) => inverse(Matrix.add(x.transpose().mmul(x), Matrix.eye(x.columns).mul(ridge)));
  return inverted(a).mmul(a.transpose()).mmul(centred).mmul(b).mmul(inverted(b));
}

describe.each([
  ['more images than features', 40, 30, 9, 7],
  ['fewer', 12, 10, 30, 25],
])('fitProjections, %s', (_, images, captions, widthA, widthB) => {
  const sample = {
    images: { data: floats(images * widthA), width: widthA },
    captions: { data: floats(captions * widthB), width: widthB },
    scores: floats(images * captions),
  };
  const formula = byTheFormula(
    matrix(images, widthA, sample.images.data),
    matrix(captions, widthB, sample.captions.data),
    matrix(images, captions, sample.scores),
    0.5,
  );

  it('of full rank it is the formula', () => {
    const { rank, image, text } = fitProjections(sample, Math.min(widthA, widthB), 0.5);
    const product = matrix(widthA, rank, image).mmul(matrix(widthB, rank, text).transpose());
    expect(Matrix.sub(product, formula).norm()).toBeLessThan(1e-5 * formula.norm());
  });

  /** What the fit minimises. */
  const objective = (m: Matrix): number => {
    const [a, b] = [matrix(images, widthA, sample.images.data), matrix(captions, widthB, sample.captions.data)];
    const scores = matrix(images, captions, sample.scores);
    const error = Matrix.sub(scores.clone().subRowVector(scores.mean('column')), a.mmul(m).mmul(b.transpose()));
    const [left, right] = [m.mmul(b.transpose()), a.mmul(m)];
    const square = (one: Matrix) => one.norm() ** 2;
    return square(error) + 0.5 * (square(left) + square(right)) + 0.25 * square(m);
  };

  it('of a smaller rank it is better than the formula cut by its own singular values, and not to be improved', () => {
    const { rank, image, text } = fitProjections(sample, 3, 0.5);
    expect(rank).toBe(3);
    const [left, right] = [matrix(widthA, 3, image), matrix(widthB, 3, text)];
    const best = objective(left.mmul(right.transpose()));
    const svd = new SingularValueDecomposition(formula.rows < formula.columns ? formula.transpose() : formula);
    const [u, v] =
      formula.rows < formula.columns
        ? [svd.rightSingularVectors, svd.leftSingularVectors]
        : [svd.leftSingularVectors, svd.rightSingularVectors];
    const first = (m: Matrix) => m.subMatrix(0, m.rows - 1, 0, 2);
    const cut = first(u).mulRowVector(svd.diagonal.slice(0, 3)).mmul(first(v).transpose());
    expect(best).toBeLessThanOrEqual(objective(cut) + 1e-6);
    for (let trial = 0; trial < 5; trial++) {
      const moved = Matrix.add(left, matrix(widthA, 3).mul(0.01)).mmul(right.transpose());
      expect(objective(moved)).toBeGreaterThan(best - 1e-9);
    }
  });

  it('a number that is added to all scores of a caption changes nothing', () => {
    const moved = sample.scores.map((score, at) => score + (at % captions));
    const [one, other] = [fitProjections(sample, 2, 0.5), fitProjections({ ...sample, scores: moved }, 2, 0.5)];
    one.image.forEach((value, at) => {
      expect(other.image[at]).toBeCloseTo(value, 4);
    });
  });
});

it('truncatedSvd finds vectors that are orthonormal and singular', () => {
  const m = matrix(60, 50);
  const { left, values, right } = truncatedSvd(
    { rows: 60, columns: 50, times: (x) => m.mmul(x), transposedTimes: (x) => m.transpose().mmul(x) },
    5,
  );
  expect(Matrix.sub(left.transpose().mmul(left), Matrix.eye(5)).norm()).toBeLessThan(1e-10);
  expect(Matrix.sub(right.transpose().mmul(right), Matrix.eye(5)).norm()).toBeLessThan(1e-10);
  const exact = new SingularValueDecomposition(m).diagonal;
  values.forEach((value, at) => {
    expect(value).toBeCloseTo(exact[at] as number, 3);
  });
  expect([...values]).toEqual([...values].sort((a, b) => b - a));
});

it('solves triangular systems', () => {
  const x = matrix(6, 5);
  const lower = choleskyFactor(Matrix.add(x.transpose().mmul(x), Matrix.eye(5)));
  const right = matrix(5, 3);
  expect(Matrix.sub(lower.mmul(solveLower(lower, right)), right).norm()).toBeLessThan(1e-10);
  expect(Matrix.sub(lower.transpose().mmul(solveLowerTransposed(lower, right)), right).norm()).toBeLessThan(1e-10);
});
