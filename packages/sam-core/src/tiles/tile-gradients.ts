import type { Tensor } from '@tensorflow/tfjs-core';
import { differentiableNames, type Items } from './items';
import { localGradients } from './local-gradients';
import type { PairOperands, PairScorer } from './pair-operands';

/** Gradients of the operands that have one, by name. */
export interface PairGradients {
  readonly images: Items;
  readonly texts: Items;
  readonly weights: Items;
}

/** The gradients of one tile. Its scores are computed again. */
export function tileGradients(tile: PairOperands, paired: boolean, score: PairScorer, dScores: Tensor): PairGradients {
  const groups = [tile.images, tile.texts, tile.weights ?? {}];
  const inputs = groups.flatMap((items) => differentiableNames(items).map((name) => items[name] as Tensor));
  const gradients = localGradients(() => score(tile, paired), inputs, dScores);
  const [images, texts, weights] = groups.map((items) =>
    Object.fromEntries(differentiableNames(items).map((name) => [name, gradients.shift() as Tensor])),
  ) as [Items, Items, Items];
  return { images, texts, weights };
}
