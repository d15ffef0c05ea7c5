import {
  matMul,
  reshape,
  type Tensor,
  type Tensor2D,
  type TensorContainer,
  tensor1d,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { plus } from './gradient-sums';
import { type Items, itemCount, itemsAt, mapItems } from './items';
import type { PairOperands, PairScorer } from './pair-operands';
import type { GradientPairs } from './score-gradient';
import { type PairGradients, tileGradients } from './tile-gradients';
import { rangesOf } from './tile-grid';

/** Floats that the images and captions of a run of pairs may have together: 8 MiB. */
const GATHERED_FLOATS = 1 << 21;

/** The gradients of the given pairs alone, in runs of pairs. There is at least one pair. */
export function pairGradients(operands: PairOperands, pairs: GradientPairs, score: PairScorer): PairGradients {
  const { images, texts } = operands;
  const perPair = floatsPerItem(images) + floatsPerItem(texts);
  const runs = rangesOf(pairs.values.length, Math.max(1, Math.floor(GATHERED_FLOATS / perPair)));
  let sums: PairGradients | undefined;
  for (const [start, end] of runs) {
    const imageIds = pairs.rows.slice(start, end);
    const captionIds = pairs.columns.slice(start, end);
    const gradients = tidy(() => {
      const tile = {
        ...operands,
        images: itemsAt(images, tensor1d(imageIds, 'int32')),
        texts: itemsAt(texts, tensor1d(captionIds, 'int32')),
      };
      const ofPairs = tileGradients(tile, true, score, tensor1d(pairs.values.slice(start, end)));
      const summed: PairGradients = {
        images: summedByItem(ofPairs.images, imageIds, itemCount(images)),
        texts: summedByItem(ofPairs.texts, captionIds, itemCount(texts)),
        weights: ofPairs.weights,
      };
      return summed as PairGradients & TensorContainer;
    });
    sums = {
      images: plus(sums?.images, gradients.images),
      texts: plus(sums?.texts, gradients.texts),
      weights: plus(sums?.weights, gradients.weights),
    };
  }
  return sums as PairGradients;
}

function floatsPerItem(items: Items): number {
  return Object.values(items).reduce((sum, x) => sum + x.size / (x.shape[0] as number), 0);
}

/** [P, ...] to [items, ...]: row p is added to item `ids[p]`. A product with ones and zeros, which is fast on every engine. */
function summedByItem(gradients: Items, ids: readonly number[], items: number): Items {
  const places = new Float32Array(items * ids.length);
  ids.forEach((id, p) => {
    places[id * ids.length + p] = 1;
  });
  const sums = tensor2d(places, [items, ids.length]);
  return mapItems(gradients, (x: Tensor) => {
    const rows: Tensor2D = reshape(x, [ids.length, x.size / ids.length]);
    return reshape(matMul(sums, rows), [items, ...x.shape.slice(1)]);
  });
}
