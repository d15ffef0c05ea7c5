import { getBackend, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Range } from './tile-grid';

/** The gradient of a matrix of scores as numbers, row by row. */
export interface ScoreGradient {
  readonly values: Float32Array;
  readonly width: number;
}

/** Reads the gradient; undefined on webgpu, where a synchronous read is impossible. */
export function readScoreGradient(dScores: Tensor2D): ScoreGradient | undefined {
  if (getBackend() === 'webgpu') return undefined;
  return { values: dScores.dataSync<'float32'>(), width: dScores.shape[1] };
}

/** Whether any score of a tile has a gradient; true where that is unknown. */
export function hasGradient(gradient: ScoreGradient | undefined, rows: Range, columns: Range): boolean {
  if (gradient === undefined) return true;
  const { values, width } = gradient;
  for (let row = rows[0]; row < rows[1]; row++) {
    for (let column = columns[0]; column < columns[1]; column++) {
      if (values[row * width + column] !== 0) return true;
    }
  }
  return false;
}

/** Pairs whose score has a gradient, row by row. */
export interface GradientPairs {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Their gradients. */
  readonly values: readonly number[];
}

/** The pairs whose score has a gradient. */
export function gradientPairs({ values, width }: ScoreGradient): GradientPairs {
  const pairs = { rows: [] as number[], columns: [] as number[], values: [] as number[] };
  values.forEach((value, at) => {
    if (value === 0) return;
    pairs.rows.push(Math.floor(at / width));
    pairs.columns.push(at % width);
    pairs.values.push(value);
  });
  return pairs;
}
