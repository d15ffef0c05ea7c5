import type { Direction } from '@rs-sam/core';
import { MASK, type PairOperands } from '@rs-sam/core/tiles';
import { type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { PairAttention } from '../contract/retrieval-model';
import { wordAttention } from './word-attention';

/** The attention and the score of image p and caption p. */
interface ScoredPairs {
  /** [P, q, c]; there may be axes of extent 1 between P and q. */
  readonly attention: Tensor;
  /** [P] */
  readonly scores: Tensor1D;
}

/** The attention of image p and caption p as the contract defines it: one row over the regions for each real word. */
export function explainPairs({ texts }: PairOperands, direction: Direction, score: () => ScoredPairs): PairAttention[] {
  const masks = (texts[MASK] as Tensor).arraySync() as number[][];
  const explanations: PairAttention[] = [];
  tidy(() => {
    const { attention, scores } = score();
    const [queryRows, contextRows] = attention.shape.slice(-2) as [number, number];
    const weights = attention.dataSync<'float32'>();
    const size = queryRows * contextRows;
    scores.dataSync().forEach((score, p) => {
      const matrix = { weights: weights.subarray(p * size, (p + 1) * size), queryRows, contextRows };
      explanations.push({ score, attention: wordAttention(matrix, direction, masks[p] as number[]) });
    });
  });
  return explanations;
}
