import { Matrix } from 'ml-matrix';
import type { PooledRows } from './pool-encoding';
import { truncatedSvd } from './truncated-svd';
import { whiten } from './whiten';

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
  /** [a, rank], row-major: an image's vector is its pooled features times this. */
  readonly image: Float32Array;
  /** [b, rank], row-major: the same of a text. */
  readonly text: Float32Array;
}

/**
 * The bilinear form of a rank that comes nearest to the model's scores, in closed form: the minimum of
 * `‖S − A M Bᵀ‖² + λ‖M Bᵀ‖² + λ‖A M‖² + λ²‖M‖²` over the matrices M of that rank. With `AᵀA + λI = L Lᵀ` and `BᵀB + λI = K Kᵀ` it is
 * `M = L⁻ᵀ [L⁻¹ Aᵀ S B K⁻ᵀ]_rank K⁻¹`, where `[·]_rank` keeps the largest singular values; of full rank that is
 * `(AᵀA + λI)⁻¹ Aᵀ S B (BᵀB + λI)⁻¹`. Cutting the latter by its own singular values instead would need twice the rank.
 *
 * Each caption's mean over the images is taken off S first, because it does not change the order of the images.
 *
 * @param ridge λ
 */
export function fitProjections({ images, captions, scores }: HeadSample, rank: number, ridge: number): Projections {
  const [a, b] = [whiten(matrixOf(images), ridge), whiten(matrixOf(captions), ridge)];
  const centred = withoutColumnMeans(scores, a.rows.rows, b.rows.rows);
  const whitened = a.rows.transpose().mmul(centred).mmul(b.rows);
  const { left, values, right } = truncatedSvd(
    {
      rows: whitened.rows,
      columns: whitened.columns,
      times: (x) => whitened.mmul(x),
      transposedTimes: (x) => whitened.transpose().mmul(x),
    },
    rank,
  );
  const scaled = left.mulRowVector([...values]);
  return { rank: values.length, image: floatsOf(a.back(scaled)), text: floatsOf(b.back(right)) };
}

const matrixOf = ({ data, width }: PooledRows): Matrix => matrixFrom(data, data.length / width, width);

function matrixFrom(data: Float32Array, rows: number, columns: number): Matrix {
  return Matrix.from1DArray(rows, columns, Array.from(data));
}

function withoutColumnMeans(scores: Float32Array, images: number, captions: number): Matrix {
  const matrix = matrixFrom(scores, images, captions);
  return matrix.subRowVector(matrix.mean('column'));
}

const floatsOf = (matrix: Matrix): Float32Array => Float32Array.from(matrix.to1DArray());
