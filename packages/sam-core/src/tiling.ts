import { add, concat, getBackend, slice, type Tensor2D, tidy, zeros } from '@tensorflow/tfjs-core';
import type { ResolvedAlignmentOptions } from './alignment-options';
import { hasFusedKernel } from './gated-cosine';
import { type Frozen, itemsOf, type Side, type SideGradients } from './side';
import { scoreTile, scoreTileGradient, type TileGradients } from './tile';

/** Floats that one temporary tensor of a tile may have: 8 MiB. Some ten of them live at a time. */
const TILE_FLOATS = 1 << 21;

/** A run of items, `start` to before `end`. */
type Range = readonly [start: number, end: number];

/** `scoreTile` of two sides of any size: [context items, query items]. */
export function scoreSides(query: Side, context: Side, options: ResolvedAlignmentOptions): Tensor2D {
  if (isEmpty(query) || isEmpty(context)) return zeros([context.items, query.items]);
  const { queries, contexts } = tilesOf(query, context);
  return tidy(() => {
    const bands = contexts.map((x) => {
      const part = itemsOf(context, ...x);
      return joined(
        queries.map((y) => scoreTile(itemsOf(query, ...y), part, options)),
        1,
      );
    });
    return joined(bands, 0);
  });
}

/** The derivative of `scoreSides`. Tiles in which no score has a gradient are passed over. */
export function scoreSidesGradient(
  query: Side,
  context: Side,
  options: ResolvedAlignmentOptions,
  dScores: Tensor2D,
  frozen: Frozen,
): TileGradients {
  if (isEmpty(query) || isEmpty(context)) return { query: zeroGradients(query), context: zeroGradients(context) };
  const { queries, contexts } = tilesOf(query, context);
  const hasGradient = nonZeroTiles(dScores);
  return tidy(() => {
    const ofQueries: (SideGradients | undefined)[] = queries.map(() => undefined);
    const ofContexts = contexts.map((x) => {
      const part = itemsOf(context, ...x);
      let sum: SideGradients | undefined;
      queries.forEach((y, index) => {
        if (!hasGradient(x, y)) return;
        const d = slice(dScores, [x[0], y[0]], [x[1] - x[0], y[1] - y[0]]);
        const gradients = scoreTileGradient(itemsOf(query, ...y), part, options, d, frozen);
        sum = plus(sum, gradients.context);
        ofQueries[index] = plus(ofQueries[index], gradients.query);
      });
      return sum ?? zeroGradients(part);
    });
    return {
      query: stacked(ofQueries.map((sum, index) => sum ?? zeroGradients(itemsOf(query, ...(queries[index] as Range))))),
      context: stacked(ofContexts),
    };
  });
}

/** A side without items or without rows: every score is the mean over nothing, which is 0. */
function isEmpty({ items, rows }: Side): boolean {
  return items === 0 || rows === 0;
}

/** The largest tiles whose temporaries keep the bound: whole bands of queries where they fit, then as many contexts as go with them. */
function tilesOf(query: Side, context: Side): { queries: Range[]; contexts: Range[] } {
  const depth = query.features.shape[1];
  // The fused kernel keeps attention weights only; composed operations write [X, U, D] several times.
  const perPair = query.rows * (query.gate && hasFusedKernel(depth) ? context.rows : Math.max(depth, context.rows));
  const perTile = Math.max(1, Math.floor(TILE_FLOATS / perPair));
  const queries = Math.min(query.items, perTile);
  return {
    queries: rangesOf(query.items, queries),
    contexts: rangesOf(context.items, Math.max(1, Math.floor(perTile / queries))),
  };
}

function rangesOf(count: number, size: number): Range[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => [i * size, Math.min(count, (i + 1) * size)]);
}

/** Whether any score of a tile has a gradient. Reading them would stall a webgpu queue, which cannot be read synchronously at all. */
function nonZeroTiles(dScores: Tensor2D): (x: Range, y: Range) => boolean {
  if (getBackend() === 'webgpu') return () => true;
  const values = dScores.dataSync();
  const width = dScores.shape[1];
  return ([firstX, endX], [firstY, endY]) => {
    for (let x = firstX; x < endX; x++) {
      for (let y = firstY; y < endY; y++) if (values[x * width + y] !== 0) return true;
    }
    return false;
  };
}

function joined(parts: readonly Tensor2D[], axis: 0 | 1): Tensor2D {
  return parts.length === 1 ? (parts[0] as Tensor2D) : concat([...parts], axis);
}

function zeroGradients({ features, gate, candidate }: Side): SideGradients {
  const features0: Tensor2D = zeros(features.shape);
  return gate && candidate
    ? { features: features0, gate: zeros(gate.shape), candidate: zeros(candidate.shape) }
    : { features: features0 };
}

/** The sum of two gradients of the same side, whose parts are given back. */
function plus(sum: SideGradients | undefined, next: SideGradients): SideGradients {
  if (sum === undefined) return next;
  return combined([sum, next], ([a, b]) => {
    const total = add<Tensor2D>(a as Tensor2D, b as Tensor2D);
    a?.dispose();
    b?.dispose();
    return total;
  });
}

/** The gradients of successive runs of items, below each other. */
function stacked(parts: readonly SideGradients[]): SideGradients {
  return combined(parts, (tensors) => joined(tensors, 0));
}

function combined(parts: readonly SideGradients[], join: (tensors: readonly Tensor2D[]) => Tensor2D): SideGradients {
  const of = (name: keyof SideGradients): Tensor2D | undefined => {
    const tensors = parts.map((part) => part[name]).filter((tensor) => tensor !== undefined);
    return tensors.length === 0 ? undefined : join(tensors);
  };
  return { features: of('features') as Tensor2D, gate: of('gate'), candidate: of('candidate') };
}
