import type { Direction } from '@rs-sam/core';
import { MASK, type PairOperands } from '@rs-sam/core/tiles';
import { type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { PairAttention } from '../contract/retrieval-model';
import { wordAttention } from './word-attention';

/** What a pair scorer computed for image p and caption p. */
interface ScoredPairs {
  /** [P, q, c], with any further axes of 1 between. */
  readonly attention: Tensor;
  /** [P] */
  readonly scores: Tensor1D;
}

/** The attention of image p and caption p in the form of the contract: a row over the regions for each real word. */
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
