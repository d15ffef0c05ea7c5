import { getBackend, type Tensor2D, zeros } from '@tensorflow/tfjs-core';
import type { ResolvedAlignmentOptions } from '../options/alignment-options';
import { zeroGradients } from '../tiles/gradient-sums';
import { readScoreGradient } from '../tiles/score-gradient';
import { gradientsByTile, scoresByTile } from '../tiles/tile-by-tile';
import { tileFloats } from '../tiles/tile-floats';
import { type TileGrid, wideTiles } from '../tiles/tile-grid';
import { hasFusedKernel } from './gated-cosine';
import type { Frozen, Side } from './side';
import { scoreTile } from './tile';
import { type TileAttention, tileAttention } from './tile-attention';
import { type SideGradients, scoreTileGradient, type TileGradients } from './tile-gradient';

/** Floats that one temporary tensor of a tile may have on a processor: 8 MiB. About ten of them exist at a time. */
const TILE_FLOATS = 1 << 21;

/**
 * The attention of two sides that are one tile, which the gradient needs again: at most 16 MiB on a processor. Undefined for more tiles, and for sides
 * without rows.
 */
export function attentionOfSides(
  query: Side,
  context: Side,
  options: ResolvedAlignmentOptions,
): TileAttention | undefined {
  const grid = gradientGrid(query, context);
  return grid !== undefined && isOneTile(grid) ? tileAttention(query, context, options) : undefined;
}

/**
 * `scoreTile` of two sides of any size: [context items, query items]. Where a side has no rows, every score is 0.
 *
 * @param attention `attentionOfSides`, where it is known.
 */
export function scoreSides(
  query: Side,
  context: Side,
  options: ResolvedAlignmentOptions,
  attention?: TileAttention,
): Tensor2D {
  if (attention !== undefined) return scoreTile(query, context, options, attention);
  const grid = scoreGrid(query, context);
  if (grid === undefined) return zeros([context.features.shape[0], query.features.shape[0]]);
  return scoresByTile({ rows: context, columns: query }, grid, (tile) => scoreTile(tile.columns, tile.rows, options));
}

/**
 * The derivative of `scoreSides`.
 *
 * @param attention the one that `scoreSides` was given.
 */
export function scoreSidesGradient(
  query: Side,
  context: Side,
  options: ResolvedAlignmentOptions,
  dScores: Tensor2D,
  frozen: Frozen,
  attention?: TileAttention,
): TileGradients {
  const grid = gradientGrid(query, context);
  const names = { rows: namesOf(context, frozen === 'context'), columns: namesOf(query, frozen === 'query') };
  const of = (side: object) => side as SideGradients;
  if (grid === undefined) {
    return { query: of(zeroGradients(query, names.columns)), context: of(zeroGradients(context, names.rows)) };
  }
  if (isOneTile(grid)) return scoreTileGradient(query, context, options, dScores, frozen, true, attention);
  const { rows, columns } = gradientsByTile({
    ...{ rows: context, columns: query, grid, dScores, names },
    known: readScoreGradient(dScores),
    gradient(tile, d) {
      const ofTile = scoreTileGradient(tile.columns, tile.rows, options, d, frozen);
      return { rows: ofTile.context, columns: ofTile.query, weights: {} };
    },
  });
  return { query: of(columns), context: of(rows) };
}

function isOneTile({ rows, columns }: TileGrid): boolean {
  return rows.length === 1 && columns.length === 1;
}

/** The tiles of the scores. */
function scoreGrid(query: Side, context: Side): TileGrid | undefined {
  // The fused kernel keeps attention weights only; composed operations write [contexts, queries · q, D] several times.
  return gridOf(query, context, !isFused(query));
}

/** The tiles of the gradient; a GPU's fused kernel keeps the gradients of every pair of rows for a while. */
function gradientGrid(query: Side, context: Side): TileGrid | undefined {
  return gridOf(query, context, !isFused(query) || getBackend() === 'webgpu');
}

function isFused({ gate, features }: Side): boolean {
  return gate !== undefined && hasFusedKernel(features.shape[2]);
}

/**
 * Tiles whose temporary tensors stay within the bound; undefined where a side has no items or no rows.
 *
 * @param keepsRows whether a temporary tensor has the features of every query row and context, [contexts, queries · q, D].
 */
function gridOf(query: Side, context: Side, keepsRows: boolean): TileGrid | undefined {
  const [queries, queryRows, depth] = query.features.shape;
  const [contexts, contextRows] = context.features.shape;
  if (queries * queryRows * contexts * contextRows === 0) return undefined;
  const perPair = queryRows * (keepsRows ? Math.max(depth, contextRows) : contextRows);
  return wideTiles(contexts, queries, Math.max(1, Math.floor(tileFloats(TILE_FLOATS) / perPair)));
}

/** The tensors of a side that have a gradient. */
function namesOf({ gate }: Side, isFrozen: boolean): (keyof SideGradients)[] {
  return [...(isFrozen ? [] : ['features' as const]), ...(gate === undefined ? [] : (['gate', 'candidate'] as const))];
}
