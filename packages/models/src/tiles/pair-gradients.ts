import { matMul, reshape, type Tensor, type Tensor2D, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { Encoding } from '../contract/retrieval-model';
import { itemsAt, itemsOf, type PairOperands, type PairScorer } from '../pairs/pair-operands';
import type { GradientPairs } from './gradient-pairs';
import { type PairGradients, plus, tileGradients } from './tile-gradients';
import { rangesOf } from './tile-ranges';

/** Floats that the images and captions of a run of pairs may have together: 8 MiB. */
const GATHERED_FLOATS = 1 << 21;

/** The gradients of the given pairs alone, a run of them at a time; there is at least one. */
export function pairGradients(operands: PairOperands, pairs: GradientPairs, score: PairScorer): PairGradients {
  const { images, texts } = operands;
  const perPair = floatsPerItem(images) + floatsPerItem(texts);
  const runs = rangesOf(pairs.values.length, Math.max(1, Math.floor(GATHERED_FLOATS / perPair)));
  let sums: { images: readonly Tensor[]; texts: readonly Tensor[]; weights: readonly Tensor[] } | undefined;
  for (const [start, end] of runs) {
    const imageIds = pairs.images.slice(start, end);
    const captionIds = pairs.captions.slice(start, end);
    const gradients = tidy(() => {
      const tile = {
        ...operands,
        images: itemsAt(images, tensor1d(imageIds, 'int32')),
        texts: itemsAt(texts, tensor1d(captionIds, 'int32')),
      };
      const d = tensor1d(pairs.values.slice(start, end));
      const ofPairs = tileGradients(tile, true, score, d);
      return {
        images: summedByItem(ofPairs.images, imageIds, itemsOf(images)),
        texts: summedByItem(ofPairs.texts, captionIds, itemsOf(texts)),
        weights: [...ofPairs.weights],
      };
    });
    sums = {
      images: plus(sums?.images, gradients.images),
      texts: plus(sums?.texts, gradients.texts),
      weights: plus(sums?.weights, gradients.weights),
    };
  }
  return sums as PairGradients;
}

function floatsPerItem(encoding: Encoding): number {
  return Object.values(encoding).reduce((sum, x) => sum + x.size / (x.shape[0] as number), 0);
}

/** [P, ...] to [items, ...]: row p is added to item `ids[p]`. A product with ones and zeros, which every engine does fast. */
function summedByItem(gradients: readonly Tensor[], ids: readonly number[], items: number): Tensor[] {
  const places = new Float32Array(items * ids.length);
  ids.forEach((id, p) => {
    places[id * ids.length + p] = 1;
  });
  const sums = tensor2d(places, [items, ids.length]);
  return gradients.map((x) => {
    const rows: Tensor2D = reshape(x, [ids.length, x.size / ids.length]);
    return reshape(matMul(sums, rows), [items, ...x.shape.slice(1)]);
  });
}
