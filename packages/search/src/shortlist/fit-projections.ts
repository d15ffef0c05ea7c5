import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { PooledRows } from './pool-encoding';
import { truncatedSvd } from './truncated-svd';

/** Scores of images with captions, and what the head may know of both. */
export interface HeadSample {
  /** A [images, a] */
  readonly images: PooledRows;
  /** B [captions, b] */
  readonly captions: PooledRows;
  /** S [images, captions], row-major: the model's own scores. */
  readonly scores: Float32Array;
}

/** The two matrices of a head. */
export interface Projections {
  readonly rank: number;
  /** `U Σ` [a, rank], row-major: an image's vector is `a U Σ`. */
  readonly image: Float32Array;
  /** `V` [b, rank], row-major: a text's vector is `b V`. */
  readonly text: Float32Array;
}

/**
 * The bilinear form that comes nearest to the model's scores, in closed form: `M = (AᵀA + λI)⁻¹ Aᵀ S B (BᵀB + λI)⁻¹`, the minimum of
 * `‖S − A M Bᵀ‖² + λ‖M Bᵀ‖² + λ‖A M‖² + λ²‖M‖²`, cut to a rank by its singular values, `M ≈ U Σ Vᵀ`. Each caption's mean over the images is
 * taken off S first, because it does not change the order of the images.
 *
 * @param ridge λ
 */
export function fitProjections({ images, captions, scores }: HeadSample, rank: number, ridge: number): Projections {
  const [a, b] = [matrixOf(images), matrixOf(captions)];
  const centred = withoutColumnMeans(scores, a.rows, b.rows);
  const [left, right] = [ridgeInverse(a, ridge), ridgeInverse(b, ridge)];
  const found = truncatedSvd(
    {
      rows: a.columns,
      columns: b.columns,
      times: (x) => left.mmul(centred.mmul(right.transpose().mmul(x))),
      transposedTimes: (x) => right.mmul(centred.transpose().mmul(left.transpose().mmul(x))),
    },
    rank,
  );
  const scaled = found.left.mulRowVector([...found.values]);
  return { rank: found.values.length, image: floatsOf(scaled), text: floatsOf(found.right) };
}

/**
 * `(XᵀX + λI)⁻¹ Xᵀ = Xᵀ (XXᵀ + λI)⁻¹`, [columns, rows]: by whichever side is smaller.
 */
function ridgeInverse(x: Matrix, ridge: number): Matrix {
  const transposed = x.transpose();
  const wide = x.columns > x.rows;
  const gram = wide ? x.mmul(transposed) : transposed.mmul(x);
  for (let at = 0; at < gram.rows; at++) gram.set(at, at, gram.get(at, at) + ridge);
  const cholesky = new CholeskyDecomposition(gram);
  return wide ? cholesky.solve(x).transpose() : cholesky.solve(transposed);
}

function matrixOf({ data, width }: PooledRows): Matrix {
  return matrixFrom(data, data.length / width, width);
}

function matrixFrom(data: Float32Array, rows: number, columns: number): Matrix {
  return Matrix.from1DArray(rows, columns, Array.from(data));
}

function withoutColumnMeans(scores: Float32Array, images: number, captions: number): Matrix {
  const matrix = matrixFrom(scores, images, captions);
  return matrix.subRowVector(matrix.mean('column'));
}

const floatsOf = (matrix: Matrix): Float32Array => Float32Array.from(matrix.to1DArray());
