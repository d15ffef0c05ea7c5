import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { L2NormalizeGradientInputs } from '../../l2-normalize-kernel';
import { dispatch, groupsOfRows, makeFloats, ROW_OF_GROUP } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import type { Shader } from './shader';

/** Threads of a workgroup, which computes one row. */
const THREADS = 64;

/** The kernel `L2Normalize`: the normalised rows, and their norms, in one dispatch. */
export function l2Normalize(x: TensorInfo, backend: GpuBackend): TensorInfo[] {
  const { rows, width } = matrixOf(x);
  const results = [makeFloats(backend, x.shape), makeFloats(backend, [...x.shape.slice(0, -1), 1])];
  const [layerRows, layers] = groupsOfRows(rows);
  dispatch(backend, {
    shader: forwardShader,
    reads: [x],
    writes: results,
    uniforms: [rows, width],
    groups: [layerRows, 1, layers],
  });
  return results;
}

/** The kernel `L2NormalizeGrad`, in one dispatch. */
export function l2NormalizeGradient(
  { x, norm, dy }: L2NormalizeGradientInputs<TensorInfo>,
  backend: GpuBackend,
): TensorInfo {
  const { rows, width } = matrixOf(x);
  const dx = makeFloats(backend, x.shape);
  const [layerRows, layers] = groupsOfRows(rows);
  dispatch(backend, {
    shader: gradientShader,
    reads: [x, norm, dy],
    writes: [dx],
    uniforms: [rows, width],
    groups: [layerRows, 1, layers],
  });
  return dx;
}

/** The number of rows along the last axis, and their width. */
function matrixOf({ shape }: TensorInfo) {
  return { rows: shape.slice(0, -1).reduce((size, extent) => size * extent, 1), width: shape.at(-1) as number };
}

/** WGSL: `sumOf` of one number of each thread. */
export function sumOfThreads(threads: number): string {
  return `
var<workgroup> partial: array<f32, ${threads}>;
fn sumOf(value: f32, index: u32) -> f32 {
  partial[index] = value;
  for (var half = ${threads / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (index < half) { partial[index] += partial[index + half]; }
  }
  workgroupBarrier();
  return partial[0];
}`;
}

/** What both shaders are, and the begin of their code: a workgroup for each row. */
const OF_ROWS = {
  uniforms: { rows: 'u32', width: 'u32' },
  workgroup: [THREADS, 1],
  declarations: sumOfThreads(THREADS),
} as const;
const BEGIN = `
  let row = ${ROW_OF_GROUP};
  if (row >= uniforms.rows) { return; }
  let first = row * uniforms.width;`;

const forwardShader: Shader = {
  ...OF_ROWS,
  key: 'L2Normalize',
  reads: { x: 'f32' },
  writes: { y: 'f32', norms: 'f32' },
  main: `${BEGIN}
  var squares = 0.0;
  for (var i = index; i < uniforms.width; i += ${THREADS}u) { squares += x[first + i] * x[first + i]; }
  let norm = sqrt(sumOf(squares, index));
  for (var i = index; i < uniforms.width; i += ${THREADS}u) { y[first + i] = x[first + i] / (norm + 1e-8); }
  if (index == 0u) { norms[row] = norm; }`,
};

const gradientShader: Shader = {
  ...OF_ROWS,
  key: 'L2NormalizeGrad',
  reads: { x: 'f32', norms: 'f32', dy: 'f32' },
  writes: { dx: 'f32' },
  main: `${BEGIN}
  var products = 0.0;
  for (var i = index; i < uniforms.width; i += ${THREADS}u) { products += x[first + i] * dy[first + i]; }
  let norm = norms[row];
  let divisor = norm + 1e-8;
  var along = 0.0;
  if (norm != 0.0) { along = sumOf(products, index) / norm / divisor; }
  for (var i = index; i < uniforms.width; i += ${THREADS}u) {
    dx[first + i] = select((dy[first + i] - along * x[first + i]) / divisor, 0.0, norm == 0.0);
  }`,
};
