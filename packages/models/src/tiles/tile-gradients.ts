import { add, type Tensor } from '@tensorflow/tfjs-core';
import { differentiable, type PairOperands, type PairScorer } from '../pairs/pair-operands';
import { localGradients } from './local-gradients';

/** Gradients of what is differentiable, in the order of `differentiable`. */
export interface PairGradients {
  readonly images: readonly Tensor[];
  readonly texts: readonly Tensor[];
  readonly weights: readonly Tensor[];
}

/** The gradients of one tile, which is computed anew for it. */
export function tileGradients(tile: PairOperands, paired: boolean, score: PairScorer, dScores: Tensor): PairGradients {
  const { images, texts, weights = {} } = tile;
  const groups = [images, texts, weights].map((group) => differentiable(group).map((name) => group[name] as Tensor));
  const gradients = localGradients(() => score(tile, paired), groups.flat(), dScores);
  const [ofImages, ofTexts] = groups.map((group) => group.length) as [number, number];
  return {
    images: gradients.slice(0, ofImages),
    texts: gradients.slice(ofImages, ofImages + ofTexts),
    weights: gradients.slice(ofImages + ofTexts),
  };
}

/** The sums of two lists of gradients, whose parts are given back. */
export function plus(sum: readonly Tensor[] | undefined, next: readonly Tensor[]): readonly Tensor[] {
  if (sum === undefined) return next;
  return sum.map((x, i) => {
    const y = next[i] as Tensor;
    const total = add(x, y);
    x.dispose();
    y.dispose();
    return total;
  });
}
