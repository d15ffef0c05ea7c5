import { concat, customGrad, type GradSaveFunc, type Tensor, type Tensor2D, tidy, zeros } from '@tensorflow/tfjs-core';
import type { Encoding } from '../contract/retrieval-model';
import { differentiable, itemsBetween, itemsOf, type PairOperands, type PairScorer } from '../pairs/pair-operands';
import { type GradientPairs, gradientPairs } from './gradient-pairs';
import { gridGradients } from './grid-gradients';
import { pairGradients } from './pair-gradients';
import { tilesOf } from './tile-ranges';

/** Pairs of which fewer than one in so many has a gradient are recomputed one by one instead of in tiles. */
const SPARSE = 8;

/**
 * S [B_i, B_t]: every image with every caption, tile by tile. What a tile computes is thrown away, and computed anew for its
 * gradient: memory grows with the images and the captions, not with their pairs.
 *
 * The gradient is that of `score` as tfjs derives it, so a model has to state its formula only. A loss of hardest negatives
 * leaves most scores without a gradient; then only the pairs that have one are computed anew.
 *
 * @param floatsPerPair numbers in the largest tensor of `score`, for one pair.
 */
export function scoreInTiles(operands: PairOperands, floatsPerPair: number, score: PairScorer): Tensor2D {
  const [images, texts] = [itemsOf(operands.images), itemsOf(operands.texts)];
  if (images === 0 || texts === 0) return zeros([images, texts]);
  const groups = [operands.images, operands.texts, operands.weights ?? {}];
  const inputs = groups.flatMap((group) => differentiable(group).map((name) => group[name] as Tensor));
  const all = groups.flatMap((group) => Object.values(group));

  const operation = customGrad((...given) => {
    const save = given[given.length - 1] as GradSaveFunc;
    save(all);
    return {
      value: forward(operands, floatsPerPair, score),
      gradFunc: (dScores: Tensor, saved: Tensor[]): Tensor[] =>
        tidy(() => {
          const kept = restored(operands, saved);
          const pairs = gradientPairs(dScores as Tensor2D);
          const gradients = isSparse(pairs?.values.length, images * texts)
            ? pairGradients(kept, pairs as GradientPairs, score)
            : gridGradients(kept, floatsPerPair, score, dScores as Tensor2D, pairs);
          return [...gradients.images, ...gradients.texts, ...gradients.weights];
        }),
    };
  });
  return operation(...inputs) as Tensor2D;
}

/** Whether the pairs that have a gradient are worth being taken one by one. */
function isSparse(withGradient: number | undefined, pairs: number): boolean {
  return withGradient !== undefined && withGradient > 0 && withGradient * SPARSE < pairs;
}

function forward(operands: PairOperands, floatsPerPair: number, score: PairScorer): Tensor2D {
  const { images, texts } = tilesOf(operands, floatsPerPair);
  return tidy(() => {
    const bands = images.map(([from, to]) => {
      const ofImages = itemsBetween(operands.images, from, to);
      return joined(
        texts.map(([start, end]) =>
          tidy(() => {
            const tile = { ...operands, images: ofImages, texts: itemsBetween(operands.texts, start, end) };
            return score(tile, false) as Tensor2D;
          }),
        ),
        1,
      );
    });
    return joined(bands, 0);
  });
}

function joined(parts: readonly Tensor2D[], axis: 0 | 1): Tensor2D {
  return parts.length === 1 ? (parts[0] as Tensor2D) : concat([...parts], axis);
}

/** The operands with the tensors that were kept in the place of their own, which are gone by the time of the backward pass. */
function restored({ images, texts, weights = {} }: PairOperands, kept: readonly Tensor[]): PairOperands {
  let next = 0;
  const group = (encoding: Encoding): Encoding =>
    Object.fromEntries(Object.keys(encoding).map((name) => [name, kept[next++] as Tensor]));
  return { images: group(images), texts: group(texts), weights: group(weights) };
}
