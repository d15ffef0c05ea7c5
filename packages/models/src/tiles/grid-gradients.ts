import { concat, slice, type Tensor, type Tensor2D, tidy, zerosLike } from '@tensorflow/tfjs-core';
import { differentiable, itemsBetween, type PairOperands, type PairScorer } from '../pairs/pair-operands';
import type { GradientPairs } from './gradient-pairs';
import { type PairGradients, plus, tileGradients } from './tile-gradients';
import { type Range, tilesOf } from './tile-ranges';

/** The gradients of all pairs, tile by tile. Tiles in which no score has a gradient are passed over. */
export function gridGradients(
  operands: PairOperands,
  floatsPerPair: number,
  score: PairScorer,
  dScores: Tensor2D,
  pairs: GradientPairs | undefined,
): PairGradients {
  const tiles = tilesOf(operands, floatsPerPair);
  const ofTexts: (readonly Tensor[] | undefined)[] = tiles.texts.map(() => undefined);
  let ofWeights: readonly Tensor[] | undefined;
  const ofImages = tiles.images.map((x) => {
    const images = itemsBetween(operands.images, ...x);
    let sum: readonly Tensor[] | undefined;
    tiles.texts.forEach((y, index) => {
      if (!hasGradient(pairs, x, y)) return;
      // Everything of a tile inside, its copies of items too: their number is that of the pairs.
      const gradients = tidy(() => {
        const tile = { ...operands, images, texts: itemsBetween(operands.texts, ...y) };
        const d = slice(dScores, [x[0], y[0]], [x[1] - x[0], y[1] - y[0]]);
        return asContainer(tileGradients(tile, false, score, d));
      });
      sum = plus(sum, gradients.images);
      ofTexts[index] = plus(ofTexts[index], gradients.texts);
      ofWeights = plus(ofWeights, gradients.weights);
    });
    return sum ?? zerosOf(images);
  });
  const texts = ofTexts.map(
    (sum, index) => sum ?? zerosOf(itemsBetween(operands.texts, ...(tiles.texts[index] as Range))),
  );
  return { images: stacked(ofImages), texts: stacked(texts), weights: ofWeights ?? zerosOf(operands.weights ?? {}) };
}

function hasGradient(pairs: GradientPairs | undefined, [firstX, endX]: Range, [firstY, endY]: Range): boolean {
  if (pairs === undefined) return true;
  return pairs.images.some((image, at) => {
    const caption = pairs.captions[at] as number;
    return image >= firstX && image < endX && caption >= firstY && caption < endY;
  });
}

function zerosOf(encoding: PairOperands['images']): Tensor[] {
  return differentiable(encoding).map((name) => zerosLike(encoding[name] as Tensor));
}

/** The gradients of successive runs of items, below each other. */
function stacked(parts: readonly (readonly Tensor[])[]): Tensor[] {
  const [first] = parts as [readonly Tensor[]];
  return parts.length === 1 ? [...first] : first.map((_, i) => concat(parts.map((part) => part[i] as Tensor)));
}

/** As tidy wants it, to let its tensors live. */
function asContainer({ images, texts, weights }: PairGradients) {
  return { images: [...images], texts: [...texts], weights: [...weights] };
}
