import { customGrad, type GradSaveFunc, type Tensor, type Tensor2D, tidy, zerosLike } from '@tensorflow/tfjs-core';
import { zerosOf } from '../operations/zeros-of';
import { differentiableNames, type Items, itemCount, mapItems } from './items';
import { pairGradients } from './pair-gradients';
import type { PairOperands, PairScorer } from './pair-operands';
import { gradientPairs, readScoreGradient } from './score-gradient';
import { gradientsByTile, scoresByTile } from './tile-by-tile';
import { tileFloats } from './tile-floats';
import { type PairGradients, tileGradients } from './tile-gradients';
import { squareTiles, type TileGrid } from './tile-grid';

/** Floats that one temporary tensor of a tile may have on a processor: 2 MiB, which fits a processor's cache. About forty of them exist at a time. */
const TILE_FLOATS = 1 << 19;

/** If fewer than one in this number of pairs has a gradient, pairs are recomputed one by one instead of in tiles. */
const SPARSE = 8;

/**
 * S [B_i, B_t]: the score of every image with every caption, tile by tile. The intermediate results of a tile are discarded and computed
 * again for its gradient: memory grows with the number of images and captions, not of pairs.
 *
 * tfjs derives the gradient of `score`, so a model only states its formula. A loss of hardest negatives leaves most scores without a
 * gradient; then only the pairs with one are computed again.
 *
 * @param floatsPerPair size of the largest tensor of `score` for one pair, in numbers; 0 where one side has no rows, so that all scores are
 * 0.
 */
export function scoreInTiles(operands: PairOperands, floatsPerPair: number, score: PairScorer): Tensor2D {
  const { images, texts, weights = {} } = operands;
  const [rows, columns] = [itemCount(images), itemCount(texts)];
  const inputs = [images, texts, weights].flatMap(differentiableTensors);
  if (rows === 0 || columns === 0 || floatsPerPair === 0) return zerosOf([rows, columns], inputs);
  const grid = squareTiles(rows, columns, Math.max(1, Math.floor(tileFloats(TILE_FLOATS) / floatsPerPair)));

  const operation = customGrad((...given) => {
    const save = given[given.length - 1] as GradSaveFunc;
    save([images, texts, weights].flatMap((items) => Object.values(items)));
    return {
      value: scoresByTile(
        { rows: images, columns: texts },
        grid,
        (tile) => score({ ...operands, images: tile.rows, texts: tile.columns }, false) as Tensor2D,
      ),
      gradFunc: (dScores: Tensor, saved: Tensor[]): Tensor[] =>
        tidy(() => {
          const gradients = operandGradients(restored(operands, saved), grid, score, dScores as Tensor2D);
          return [gradients.images, gradients.texts, gradients.weights].flatMap((items) => Object.values(items));
        }),
    };
  });
  return operation(...inputs) as Tensor2D;
}

/** The gradients of all operands, pair by pair where few pairs have one, otherwise tile by tile. */
function operandGradients(
  { images, texts, weights = {} }: PairOperands,
  grid: TileGrid,
  score: PairScorer,
  dScores: Tensor2D,
): PairGradients {
  const known = readScoreGradient(dScores);
  const pairs = known && gradientPairs(known);
  if (pairs !== undefined && pairs.values.length > 0 && pairs.values.length * SPARSE < dScores.size) {
    return pairGradients({ images, texts, weights }, pairs, score);
  }
  const gradients = gradientsByTile({
    ...{ rows: images, columns: texts, grid, dScores, known },
    names: { rows: differentiableNames(images), columns: differentiableNames(texts) },
    gradient(tile, d) {
      const ofTile = tileGradients({ images: tile.rows, texts: tile.columns, weights }, false, score, d);
      return { rows: ofTile.images, columns: ofTile.texts, weights: ofTile.weights };
    },
  });
  const anyTile = Object.keys(gradients.weights).length > 0;
  return {
    images: gradients.rows,
    texts: gradients.columns,
    weights: anyTile ? gradients.weights : mapItems(weights, (x) => zerosLike(x)),
  };
}

function differentiableTensors(items: Items): Tensor[] {
  return differentiableNames(items).map((name) => items[name] as Tensor);
}

/** The operands with saved tensors instead of their own, which may be disposed before the backward pass. */
function restored({ images, texts, weights = {} }: PairOperands, saved: readonly Tensor[]): PairOperands {
  const rest = [...saved];
  const group = (items: Items): Items => mapItems(items, () => rest.shift() as Tensor);
  return { images: group(images), texts: group(texts), weights: group(weights) };
}
