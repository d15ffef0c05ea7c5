import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GatedCosineAttributes, GatedCosineInputs } from '../../gated-cosine-kernel';
import { type GatedCosineSizes, sizesOf } from '../kernels/gated-cosine';
import { withScratch } from '../own-kernels';
import { floatsOf, type WasmBackend } from '../wasm-backend';
import { gatedCosineGraph } from './gated-cosine-graph';
import { ofCopies, pieces, viewsOf } from './heap-views';
import type { NativeGraphs } from './native-graphs';
import {
  attendingRows,
  attentionOf,
  chunksOf,
  contextOf,
  gathered,
  rowsPerTile,
  tilesOf,
  usedRows,
} from './query-tiles';

/** Below this number of multiply-adds for one context, calling the native library costs more than the work. */
const THRESHOLD = 1 << 18;

/** How many tiles, at most, a run computes: fewer runs wait less for the library's threads. */
const TILES_PER_RUN = 8;

/** Whether a native graph is faster than our own kernel for these sizes. */
export function suitsNative({ rows, context, depth }: GatedCosineSizes): boolean {
  return rows * context * depth >= THRESHOLD;
}

/**
 * The kernel `GatedCosine` as native graphs: a tile of query rows with one context, some contexts in a run.
 *
 * Query rows that attend to nothing (padded words) have the cosine 0 and are left out, as are the last rows of a context that no query row
 * attends to.
 *
 * @returns undefined after a failure of the library.
 */
export function nativeGatedCosine(
  inputs: GatedCosineInputs<TensorInfo>,
  attributes: GatedCosineAttributes,
  backend: WasmBackend,
  native: NativeGraphs,
): TensorInfo | undefined {
  const sizes = sizesOf(inputs);
  const { contexts, rows, context, depth } = sizes;
  const cosine = backend.makeOutput([contexts, rows], 'float32');
  const perTile = rowsPerTile(sizes);
  let ran = true;
  withScratch(backend, 4 * perTile * (3 * depth + TILES_PER_RUN * (context + 1)), (address) => {
    const scratch = pieces(backend, address);
    const [q, qg, qn] = [0, 1, 2].map(() => scratch(perTile * depth)) as [Float32Array, Float32Array, Float32Array];
    const slots = Array.from({ length: TILES_PER_RUN }, () => ({ a: scratch(perTile * context), y: scratch(perTile) }));
    const operands = viewsOf(inputs, backend);
    const cosines = floatsOf(backend, cosine).fill(0);
    const used = usedRows(operands.attention, sizes);
    const attended = [...used.keys()].filter((at) => used[at] !== 0);
    for (const tile of tilesOf(attendingRows(operands.attention, sizes), perTile)) {
      const query = {
        q: gathered(operands.query, depth, tile, q),
        qg: gathered(operands.queryGate, depth, tile, qg),
        qn: gathered(operands.queryCandidate, depth, tile, qn),
      };
      for (const run of chunksOf(attended, TILES_PER_RUN)) {
        const jobs = run.map((at, i) => {
          const { a, y } = slots[i] as (typeof slots)[number];
          const c = used[at] as number;
          const target = cosines.subarray(at * rows, (at + 1) * rows);
          return {
            target,
            values: y.subarray(0, tile.count),
            given: { a: attentionOf(operands.attention, sizes, at, c, tile, a), ...contextOf(operands, sizes, at, c) },
          };
        });
        ran = native.run(
          gatedCosineGraph(attributes, jobs.length),
          { ...query, ...ofCopies(jobs.map(({ given }) => given)) },
          ofCopies(jobs.map(({ values }) => ({ y: { values, shape: [tile.count, 1] } }))),
        );
        if (!ran) return;
        for (const { target, values } of jobs) {
          for (const { first, count, at } of tile.runs) target.set(values.subarray(at, at + count), first);
        }
      }
    }
  });
  if (ran) return cosine;
  backend.disposeData(cosine.dataId);
  return undefined;
}
