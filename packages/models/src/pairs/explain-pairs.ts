import type { Direction } from '@rs-sam/core';
import { reshape, type Tensor, type Tensor1D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import type { PairAttention } from '../contract/retrieval-model';
import { MASK, type PairOperands } from './pair-operands';

/** What a pair scorer found for image p and caption p. */
interface FoundPairs {
  /** [P, q, c], with any further axes of 1 between. */
  readonly attention: Tensor;
  /** [P] */
  readonly scores: Tensor1D;
}

/**
 * The attention of image p and caption p as the contract wants it, a row of regions for each real word. In i2t it is the regions
 * that attend: a word's row then holds what each region gives it, scaled to sum to 1.
 */
export function explainPairs({ texts }: PairOperands, direction: Direction, find: () => FoundPairs): PairAttention[] {
  const real = (texts[MASK] as Tensor).arraySync() as number[][];
  const explanations: PairAttention[] = [];
  tidy(() => {
    const { attention, scores } = find();
    const [pairs, [queryRows, contextRows]] = [scores.size, attention.shape.slice(-2) as [number, number]];
    const weights = (reshape(attention, [pairs, queryRows, contextRows]) as Tensor3D).arraySync();
    scores.dataSync().forEach((score, p) => {
      const rows = weights[p] as number[][];
      const byWord = direction === 't2i' ? rows : transposed(rows).map(sharesOf);
      explanations.push({ score, attention: byWord.filter((_, word) => real[p]?.[word] === 1) });
    });
  });
  return explanations;
}

function transposed(rows: readonly (readonly number[])[]): number[][] {
  const width = rows[0]?.length ?? 0;
  return Array.from({ length: width }, (_, column) => rows.map((row) => row[column] as number));
}

function sharesOf(row: readonly number[]): number[] {
  const total = row.reduce((sum, value) => sum + value, 0);
  return row.map((value) => (total > 0 ? value / total : 1 / row.length));
}
