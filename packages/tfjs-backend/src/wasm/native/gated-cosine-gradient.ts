import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GatedCosineAttributes, GatedCosineGradients, GatedCosineInputs } from '../../gated-cosine-kernel';
import { type GatedCosineSizes, gradientsOf, sizesOf } from '../kernels/gated-cosine';
import { type OwnKernels, withScratch } from '../own-kernels';
import { floatsOf, type WasmBackend } from '../wasm-backend';
import { gatedCosineGradientGraph } from './gated-cosine-graph';
import { ofCopies, pieces, viewsOf } from './heap-views';
import type { NativeGraphs, NativeTensor, NativeTensors } from './native-graphs';
import { attentionOf, chunksOf, contextOf, gathered, rowsPerTile, type Tile, tilesOf, usedRows } from './query-tiles';

/** How many tiles a run computes. Each needs its own query rows in scratch memory, so they are fewer than in the forward pass. */
const TILES_PER_RUN = 4;

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
  const { contexts, context, depth } = sizes;
  const perTile = rowsPerTile(sizes);
  const tiles = gradientTiles(floatsOf(backend, inputs.attention), floatsOf(backend, dCosine), sizes, perTile);
  const pairs = tiles.reduce((sum, { tile }) => sum + tile.count, 0);
  const byRow = attributes.byRow === true && attributes.frozen === 'context' && pairs < contexts * context;
  const outputs: GatedCosineGradients<TensorInfo> = byRow
    ? gradientsByRow(inputs, attributes, pairs, backend)
    : gradientsOf(inputs, attributes, backend);
  const floats = perTile * (6 * depth + 2 * context + 1) + 3 * context * depth;
  let ran = true;
  withScratch(backend, 4 * TILES_PER_RUN * floats, (address) => {
    const scratch = pieces(backend, address);
    const slots = Array.from({ length: TILES_PER_RUN }, () => buffersOf(scratch, perTile, sizes));
    const operands = viewsOf(inputs, backend);
    const gradients = viewsOf(outputs, backend);
    for (const gradient of Object.values(gradients)) gradient.fill(0);
    const dCosines = floatsOf(backend, dCosine);
    const add = (from: Float32Array, to: Float32Array): void =>
      kernels.accumulate(from.byteOffset, to.byteOffset, from.length);
    let firstPair = 0;
    for (const run of chunksOf(tiles, TILES_PER_RUN)) {
      const jobs = run.map((job, i) => {
        const buffers = slots[i] as Buffers;
        const results = byRow
          ? resultsByRow(gradients, firstPair, job, sizes, buffers)
          : resultsOf(gradients, job, sizes, buffers);
        firstPair += job.tile.count;
        return { job, given: inputsOf(operands, dCosines, job, sizes, buffers), results };
      });
      ran = native.run(
        gatedCosineGradientGraph({ ...attributes, byRow }, jobs.length),
        ofCopies(jobs.map(({ given }) => given)),
        ofCopies(jobs.map(({ results }) => results)),
      );
      if (!ran) return;
      for (const { job, results } of jobs) addResults(results, gradients, job, sizes, byRow, add);
    }
  });
  const all = Object.values(outputs);
  if (ran) return all;
  for (const { dataId } of all) backend.disposeData(dataId);
  return undefined;
}

type Gradients = GatedCosineGradients<Float32Array>;

/** Query rows whose cosine with one context has a gradient. */
interface GradientTile {
  /** Index of the context. */
  readonly at: number;
  /** How many of its rows are attended to. */
  readonly used: number;
  readonly tile: Tile;
}

function gradientTiles(
  attention: Float32Array,
  dCosines: Float32Array,
  sizes: GatedCosineSizes,
  perTile: number,
): GradientTile[] {
  return usedRows(attention, sizes).flatMap((used, at) => {
    if (used === 0) return [];
    const rows: number[] = [];
    for (let row = 0; row < sizes.rows; row++) if (dCosines[at * sizes.rows + row] !== 0) rows.push(row);
    return tilesOf(rows, perTile).map((tile) => ({ at, used, tile }));
  });
}

/** Tensors for the gradients by row, in the order of the kernel's result. */
function gradientsByRow(
  inputs: GatedCosineInputs<TensorInfo>,
  attributes: GatedCosineAttributes,
  pairs: number,
  backend: WasmBackend,
): GatedCosineGradients<TensorInfo> {
  const depth = inputs.query.shape[1] as number;
  const rows = { ...inputs, contextGate: { shape: [pairs, depth] }, contextCandidate: { shape: [pairs, depth] } };
  const summed = gradientsOf(rows, attributes, backend);
  return { ...summed, attended: backend.makeOutput([pairs, depth], 'float32') };
}

/** Scratch memory of one run. */
interface Buffers {
  readonly a: Float32Array;
  readonly q: Float32Array;
  readonly qg: Float32Array;
  readonly qn: Float32Array;
  readonly dy: Float32Array;
  readonly da: Float32Array;
  readonly dq: Float32Array;
  readonly dqg: Float32Array;
  readonly dqn: Float32Array;
  readonly dx: Float32Array;
  readonly dxg: Float32Array;
  readonly dxn: Float32Array;
}

function buffersOf(
  next: (floats: number) => Float32Array,
  perTile: number,
  { context, depth }: GatedCosineSizes,
): Buffers {
  const rows = () => next(perTile * depth);
  const attention = () => next(perTile * context);
  const contextRows = () => next(context * depth);
  return {
    ...{ a: attention(), q: rows(), qg: rows(), qn: rows(), dy: next(perTile) },
    ...{ da: attention(), dq: rows(), dqg: rows(), dqn: rows() },
    ...{ dx: contextRows(), dxg: contextRows(), dxn: contextRows() },
  };
}

function inputsOf(
  operands: GatedCosineInputs<Float32Array>,
  dCosines: Float32Array,
  { at, used, tile }: GradientTile,
  sizes: GatedCosineSizes,
  { a, q, qg, qn, dy }: Buffers,
): NativeTensors {
  const { rows, depth } = sizes;
  return {
    a: attentionOf(operands.attention, sizes, at, used, tile, a),
    q: gathered(operands.query, depth, tile, q),
    qg: gathered(operands.queryGate, depth, tile, qg),
    qn: gathered(operands.queryCandidate, depth, tile, qn),
    dy: gathered(dCosines.subarray(at * rows, (at + 1) * rows), 1, tile, dy),
    ...contextOf(operands, sizes, at, used),
  };
}

/** The outputs of a run, by the graph's names, in scratch memory. */
function resultsOf(
  { query, context }: Gradients,
  { used, tile: { count } }: GradientTile,
  { depth }: GatedCosineSizes,
  buffers: Buffers,
): NativeTensors {
  return {
    da: matrix(buffers.da, count, used),
    ...(query && { dq: matrix(buffers.dq, count, depth) }),
    dqg: matrix(buffers.dqg, count, depth),
    dqn: matrix(buffers.dqn, count, depth),
    ...(context && { dx: matrix(buffers.dx, used, depth) }),
    dxg: matrix(buffers.dxg, used, depth),
    dxn: matrix(buffers.dxn, used, depth),
  };
}

/** The outputs of a run whose rows are part of the result from `firstPair` on. */
function resultsByRow(
  { query, attended, contextGate, contextCandidate }: Gradients,
  firstPair: number,
  { used, tile: { count } }: GradientTile,
  { depth }: GatedCosineSizes,
  buffers: Buffers,
): NativeTensors {
  const place = (values: Float32Array): NativeTensor => matrix(values.subarray(firstPair * depth), count, depth);
  return {
    da: matrix(buffers.da, count, used),
    ...(query && { dq: matrix(buffers.dq, count, depth) }),
    dqg: place(contextGate),
    dqn: place(contextCandidate),
    e: place(attended as Float32Array),
  };
}

function matrix(values: Float32Array, rows: number, columns: number): NativeTensor {
  return { values: values.subarray(0, rows * columns), shape: [rows, columns] };
}

/** Adds the outputs of a run to the gradients of its query rows and of its context. */
function addResults(
  results: NativeTensors,
  gradients: Gradients,
  { at, used, tile }: GradientTile,
  { rows, context, depth }: GatedCosineSizes,
  byRow: boolean,
  add: (from: Float32Array, to: Float32Array) => void,
): void {
  const ofQuery = [
    [results.dq, gradients.query],
    [results.dqg, gradients.queryGate],
    [results.dqn, gradients.queryCandidate],
  ] as const;
  const attention = (results.da as NativeTensor).values;
  for (const run of tile.runs) {
    const [start, end] = [run.at * depth, (run.at + run.count) * depth];
    for (const [from, to] of ofQuery) {
      if (from && to) add(from.values.subarray(start, end), to.subarray(run.first * depth));
    }
  }
  tile.rows.forEach((row, t) => {
    gradients.attention.set(attention.subarray(t * used, (t + 1) * used), (at * rows + row) * context);
  });
  if (byRow) return;
  const ofContext = [
    [results.dx, gradients.context],
    [results.dxg, gradients.contextGate],
    [results.dxn, gradients.contextCandidate],
  ] as const;
  for (const [from, to] of ofContext) {
    if (from && to) add(from.values, to.subarray(at * context * depth, (at * context + used) * depth));
  }
}
