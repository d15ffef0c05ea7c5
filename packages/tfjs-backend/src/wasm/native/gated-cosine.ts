import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GatedCosineAttributes, GatedCosineInputs } from '../../gated-cosine-kernel';
import { type GatedCosineSizes, gradientsOf, sizesOf } from '../kernels/gated-cosine';
import { type OwnKernels, withScratch } from '../own-kernels';
import { floatsOf, type WasmBackend } from '../wasm-backend';
import { gatedCosineGradientGraph, gatedCosineGraph } from './gated-cosine-graph';
import type { NativeGraphs, NativeTensor } from './native-graphs';

/** Below this number of multiply-adds for one context, calling the native library costs more than the work. */
const THRESHOLD = 1 << 18;

/** Floats that one temporary tensor of a run may have. The forward pass writes a dozen of them, which a processor's cache should hold. */
const FORWARD_FLOATS = 1 << 18;
const BACKWARD_FLOATS = 1 << 20;

/** Whether a native graph is faster than our own kernel for these sizes. */
export function suitsNative({ rows, context, depth }: GatedCosineSizes): boolean {
  return rows * context * depth >= THRESHOLD;
}

/**
 * The kernel `GatedCosine` as native graphs, a tile of query rows with one context at a time.
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
  const graph = gatedCosineGraph(attributes);
  const perTile = Math.max(1, Math.min(rows, Math.floor(FORWARD_FLOATS / depth)));
  let ran = true;
  withScratch(backend, 4 * perTile * (3 * depth + context + 1), (address) => {
    const scratch = pieces(backend, address);
    const [q, qg, qn] = [0, 1, 2].map(() => scratch(perTile * depth)) as [Float32Array, Float32Array, Float32Array];
    const [a, y] = [scratch(perTile * context), scratch(perTile)];
    const operands = matricesOf(inputs, backend);
    const cosines = floatsOf(backend, cosine).fill(0);
    const used = usedRows(operands.attention, sizes);
    for (const tile of tilesOf(attendingRows(operands.attention, sizes), perTile)) {
      const query = {
        q: gathered(operands.query, depth, tile, q),
        qg: gathered(operands.queryGate, depth, tile, qg),
        qn: gathered(operands.queryCandidate, depth, tile, qn),
      };
      for (let i = 0; i < contexts && ran; i++) {
        const c = used[i] as number;
        if (c === 0) continue;
        const target = cosines.subarray(i * rows, (i + 1) * rows);
        const results = tile.isRun ? target.subarray(tile.first, tile.first + tile.count) : y.subarray(0, tile.count);
        ran = native.run(
          graph,
          { a: attentionOf(operands.attention, sizes, i, c, tile, a), ...query, ...contextOf(operands, sizes, i, c) },
          { y: { values: results, shape: [tile.count, 1] } },
        );
        if (!tile.isRun) {
          for (let t = 0; t < tile.count; t++) target[tile.rows[t] as number] = results[t] as number;
        }
      }
    }
  });
  if (ran) return cosine;
  backend.disposeData(cosine.dataId);
  return undefined;
}

/**
 * The kernel `GatedCosineGrad` as native graphs. Only query rows whose cosine has a gradient are computed, which is exact: with a loss of
 * hardest negatives, a fifth of the pairs or fewer.
 *
 * @returns undefined after a failure of the library.
 */
export function nativeGatedCosineGradient(
  inputs: GatedCosineInputs<TensorInfo>,
  dCosine: TensorInfo,
  attributes: GatedCosineAttributes,
  backend: WasmBackend,
  native: NativeGraphs,
  kernels: OwnKernels,
): TensorInfo[] | undefined {
  const sizes = sizesOf(inputs);
  const { contexts, rows, context, depth } = sizes;
  const outputs = gradientsOf(inputs, attributes, backend);
  const graph = gatedCosineGradientGraph(attributes);
  const perTile = Math.max(1, Math.min(rows, Math.floor(BACKWARD_FLOATS / depth)));
  const floats = perTile * (6 * depth + 2 * context + 1) + 3 * context * depth;
  let ran = true;
  withScratch(backend, 4 * floats, (address) => {
    const scratch = pieces(backend, address);
    const [q, qg, qn, dq, dqg, dqn] = [0, 1, 2, 3, 4, 5].map(() => scratch(perTile * depth)) as Six;
    const [dx, dxg, dxn] = [0, 1, 2].map(() => scratch(context * depth)) as [Float32Array, Float32Array, Float32Array];
    const [a, da, dy] = [scratch(perTile * context), scratch(perTile * context), scratch(perTile)];
    const operands = matricesOf(inputs, backend);
    const gradients = matricesOf(outputs, backend);
    for (const gradient of Object.values(gradients)) gradient.fill(0);
    const add = (from: Float32Array, to: Float32Array): void =>
      kernels.accumulate(from.byteOffset, to.byteOffset, from.length);
    const used = usedRows(operands.attention, sizes);
    const dCosines = floatsOf(backend, dCosine);
    for (let i = 0; i < contexts; i++) {
      const c = used[i] as number;
      const known = dCosines.subarray(i * rows, (i + 1) * rows);
      const withGradient = c === 0 ? [] : [...known.keys()].filter((row) => known[row] !== 0);
      for (const tile of tilesOf(withGradient, perTile)) {
        const matrix = (values: Float32Array, width: number): NativeTensor => ({
          values: values.subarray(0, tile.count * width),
          shape: [tile.count, width],
        });
        const ofContext = (values: Float32Array): NativeTensor => ({
          values: values.subarray(0, c * depth),
          shape: [c, depth],
        });
        ran = native.run(
          graph,
          {
            a: attentionOf(operands.attention, sizes, i, c, tile, a),
            q: gathered(operands.query, depth, tile, q),
            qg: gathered(operands.queryGate, depth, tile, qg),
            qn: gathered(operands.queryCandidate, depth, tile, qn),
            dy: gathered(known, 1, tile, dy),
            ...contextOf(operands, sizes, i, c),
          },
          {
            da: matrix(da, c),
            dqg: matrix(dqg, depth),
            dqn: matrix(dqn, depth),
            dxg: ofContext(dxg),
            dxn: ofContext(dxn),
            ...(gradients.query && { dq: matrix(dq, depth) }),
            ...(gradients.context && { dx: ofContext(dx) }),
          },
        );
        if (!ran) return;
        const ofQuery = [
          [dq, gradients.query],
          [dqg, gradients.queryGate],
          [dqn, gradients.queryCandidate],
        ] as const;
        tile.rows.forEach((row, t) => {
          for (const [from, to] of ofQuery) {
            if (to) add(from.subarray(t * depth, (t + 1) * depth), to.subarray(row * depth, (row + 1) * depth));
          }
          gradients.attention.set(da.subarray(t * c, (t + 1) * c), (i * rows + row) * context);
        });
        const ofContexts = [
          [dx, gradients.context],
          [dxg, gradients.contextGate],
          [dxn, gradients.contextCandidate],
        ] as const;
        for (const [from, to] of ofContexts) {
          if (to) add(from.subarray(0, c * depth), to.subarray(i * context * depth, (i * context + c) * depth));
        }
      }
    }
  });
  const all = Object.values(outputs);
  if (ran) return all;
  for (const { dataId } of all) backend.disposeData(dataId);
  return undefined;
}

type Six = [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];

/** Some query rows that one run computes together. */
interface Tile {
  readonly rows: readonly number[];
  readonly count: number;
  readonly first: number;
  /** Whether the rows follow each other in memory, so that they need no copy. */
  readonly isRun: boolean;
}

function tilesOf(rows: readonly number[], perTile: number): Tile[] {
  const tiles: Tile[] = [];
  for (let start = 0; start < rows.length; start += perTile) {
    const part = rows.slice(start, start + perTile);
    const first = part[0] as number;
    tiles.push({ rows: part, count: part.length, first, isRun: part.at(-1) === first + part.length - 1 });
  }
  return tiles;
}

/** Consecutive pieces of the scratch memory at `address`. */
function pieces(backend: WasmBackend, address: number): (floats: number) => Float32Array {
  let next = address;
  return (floats) => {
    const piece = new Float32Array(backend.wasm.HEAPU8.buffer, next, floats);
    next += 4 * floats;
    return piece;
  };
}

/** The values of every tensor, as views of the heap. */
function matricesOf<T extends object>(tensors: T, backend: WasmBackend): { readonly [name in keyof T]: Float32Array } {
  const entries = Object.entries(tensors as Record<string, TensorInfo>);
  return Object.fromEntries(entries.map(([name, tensor]) => [name, floatsOf(backend, tensor)])) as never;
}

/** The tile's rows of a matrix: in place, or copied to the scratch memory. */
function gathered(
  values: Float32Array,
  width: number,
  { rows, count, first, isRun }: Tile,
  to: Float32Array,
): NativeTensor {
  const shape = [count, width];
  if (isRun) return { values: values.subarray(first * width, (first + count) * width), shape };
  rows.forEach((row, t) => {
    to.set(values.subarray(row * width, (row + 1) * width), t * width);
  });
  return { values: to.subarray(0, count * width), shape };
}

/** The attention weights of the tile's rows for the first `c` rows of context i. */
function attentionOf(
  attention: Float32Array,
  { rows, context }: GatedCosineSizes,
  i: number,
  c: number,
  tile: Tile,
  to: Float32Array,
): NativeTensor {
  const values = attention.subarray(i * rows * context, (i + 1) * rows * context);
  if (c === context) return gathered(values, context, tile, to);
  tile.rows.forEach((row, t) => {
    to.set(values.subarray(row * context, row * context + c), t * c);
  });
  return { values: to.subarray(0, tile.count * c), shape: [tile.count, c] };
}

/** The first `c` rows of context i with their parts of the gate. */
function contextOf(
  { context: x, contextGate, contextCandidate }: GatedCosineInputs<Float32Array>,
  { context, depth }: GatedCosineSizes,
  i: number,
  c: number,
): { x: NativeTensor; xg: NativeTensor; xn: NativeTensor } {
  const part = (values: Float32Array): NativeTensor => ({
    values: values.subarray(i * context * depth, (i * context + c) * depth),
    shape: [c, depth],
  });
  return { x: part(x), xg: part(contextGate), xn: part(contextCandidate) };
}

/** For each context, one more than its last row with a nonzero weight. */
function usedRows(attention: Float32Array, { contexts, rows, context }: GatedCosineSizes): number[] {
  return Array.from({ length: contexts }, (_, i) => {
    let used = 0;
    for (let u = 0; u < rows && used < context; u++) {
      const row = (i * rows + u) * context;
      for (let j = context - 1; j >= used; j--) {
        if (attention[row + j] !== 0) {
          used = j + 1;
          break;
        }
      }
    }
    return used;
  });
}

/** The query rows with a nonzero weight for any context. */
function attendingRows(attention: Float32Array, { contexts, rows, context }: GatedCosineSizes): number[] {
  const attends = (u: number): boolean => {
    for (let i = 0; i < contexts; i++) {
      const row = (i * rows + u) * context;
      for (let j = 0; j < context; j++) if (attention[row + j] !== 0) return true;
    }
    return false;
  };
  return Array.from({ length: rows }, (_, u) => u).filter(attends);
}
