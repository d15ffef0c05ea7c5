import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { MeanOfRowsAttributes } from '../../row-kernels';
import { dispatch, groupsOfRows, makeFloats, ROW_OF_GROUP } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import { sumOfThreads } from './l2-normalize';
import { type Shader, shaderOnce } from './shader';

/** Threads of a workgroup. */
const THREADS = 64;

/** The rows along the last axis, and their width. */
function matrixOf({ shape }: TensorInfo) {
  return { rows: util.sizeFromShape(shape.slice(0, -1)), width: shape.at(-1) as number };
}

/** The dispatch of a shader with a workgroup for each row; nothing for a tensor without elements, which has no buffer. */
function dispatchRows(
  backend: GpuBackend,
  shader: Shader,
  reads: readonly TensorInfo[],
  result: TensorInfo,
  { rows, width }: { readonly rows: number; readonly width: number },
): TensorInfo {
  const [layerRows, layers] = groupsOfRows(rows);
  dispatch(backend, { shader, reads, writes: [result], uniforms: [rows, width], groups: [layerRows, 1, layers] });
  return result;
}

/** The kernel `MaskRows`. */
export function maskRows(x: TensorInfo, mask: TensorInfo, backend: GpuBackend): TensorInfo {
  if (util.sizeFromShape(x.shape) === 0) return empty(backend, x.shape);
  return dispatchRows(backend, maskShader, [x, mask], makeFloats(backend, x.shape), matrixOf(x));
}

/** The kernel `RowNorms`. */
export function rowNorms(x: TensorInfo, backend: GpuBackend): TensorInfo {
  const { rows, width } = matrixOf(x);
  if (rows === 0) return empty(backend, [0, 1]);
  return dispatchRows(backend, normShader, [x], makeFloats(backend, [rows, 1]), { rows, width });
}

/** Inputs of the kernel `AddThroughNorms`. */
export interface AddThroughNormsInputs {
  readonly sum: TensorInfo;
  readonly x: TensorInfo;
  readonly norms: TensorInfo;
  readonly dNorms: TensorInfo;
  readonly more?: TensorInfo | undefined;
}

/** The kernel `AddThroughNorms`. */
export function addThroughNorms(inputs: AddThroughNormsInputs, backend: GpuBackend): TensorInfo {
  const { sum, x, norms, dNorms, more } = inputs;
  const reads = [sum, x, norms, dNorms, ...(more === undefined ? [] : [more])];
  return dispatchRows(backend, throughShader(more !== undefined), reads, makeFloats(backend, x.shape), matrixOf(x));
}

/** The kernel `MeanOfRows`. */
export function meanOfRows(
  x: TensorInfo,
  mask: TensorInfo | undefined,
  { rows }: MeanOfRowsAttributes,
  backend: GpuBackend,
): TensorInfo {
  const [contexts, all] = x.shape as [number, number];
  const result = makeFloats(backend, [contexts, all / rows]);
  const size = contexts * (all / rows);
  dispatch(backend, {
    shader: meanShader(mask !== undefined),
    reads: mask === undefined ? [x] : [x, mask],
    writes: [result],
    uniforms: [size, all / rows, rows],
    groups: [Math.ceil(size / THREADS)],
  });
  return result;
}

/** The kernel `MeanOfRowsGrad`. */
export function meanOfRowsGradient(
  dy: TensorInfo,
  mask: TensorInfo | undefined,
  { rows }: MeanOfRowsAttributes,
  backend: GpuBackend,
): TensorInfo {
  const [contexts, items] = dy.shape as [number, number];
  const result = makeFloats(backend, [contexts, items * rows]);
  dispatch(backend, {
    shader: meanGradientShader(mask !== undefined),
    reads: mask === undefined ? [dy] : [dy, mask],
    writes: [result],
    uniforms: [contexts * items, items, rows],
    groups: [Math.ceil((contexts * items) / THREADS)],
  });
  return result;
}

function empty(backend: GpuBackend, shape: readonly number[]): TensorInfo {
  return backend.makeTensorInfo([...shape], 'float32', new Float32Array(0));
}

const ROWS = { rows: 'u32', width: 'u32' } as const;

const BEGIN = `
  let row = ${ROW_OF_GROUP};
  if (row >= uniforms.rows) { return; }
  let first = row * uniforms.width;`;

const maskShader: Shader = {
  key: 'MaskRows',
  reads: { x: 'f32', mask: 'f32' },
  writes: { y: 'f32' },
  uniforms: ROWS,
  workgroup: [THREADS, 1],
  main: `${BEGIN}
  let isReal = mask[row] != 0.0;
  for (var i = index; i < uniforms.width; i += ${THREADS}u) { y[first + i] = select(0.0, x[first + i], isReal); }`,
};

const normShader: Shader = {
  key: 'RowNorms',
  reads: { x: 'f32' },
  writes: { norms: 'f32' },
  uniforms: ROWS,
  workgroup: [THREADS, 1],
  declarations: sumOfThreads(THREADS),
  main: `${BEGIN}
  var squares = 0.0;
  for (var i = index; i < uniforms.width; i += ${THREADS}u) { squares += x[first + i] * x[first + i]; }
  let total = sumOf(squares, index);
  if (index == 0u) { norms[row] = sqrt(total); }`,
};

function throughShader(hasMore: boolean): Shader {
  return shaderOnce(`AddThroughNorms ${hasMore}`, () => ({
    reads: { sum: 'f32', x: 'f32', norms: 'f32', dNorms: 'f32', ...(hasMore && { more: 'f32' as const }) },
    writes: { y: 'f32' },
    uniforms: ROWS,
    workgroup: [THREADS, 1],
    main: `${BEGIN}
  var factor = 0.0;
  if (norms[row] > 0.0) { factor = dNorms[row] / norms[row]; }
  for (var i = index; i < uniforms.width; i += ${THREADS}u) {
    y[first + i] = sum[first + i] + factor * x[first + i]${hasMore ? ' + more[first + i]' : ''};
  }`,
  }));
}

/** WGSL: the weight of row i of item y, not divided yet, and what it is divided by. */
const shares = (hasMask: boolean) => `
fn maskAt(y: u32, i: u32) -> f32 { return ${hasMask ? 'mask[y * uniforms.rows + i]' : '1.0'}; }
fn countOf(y: u32) -> f32 {
  var count = 0.0;
  for (var i = 0u; i < uniforms.rows; i++) { count += maskAt(y, i); }
  return max(count, 1.0);
}`;

function meanShader(hasMask: boolean): Shader {
  return ofMeans(
    'MeanOfRows',
    'x',
    hasMask,
    `
  var sum = 0.0;
  for (var i = 0u; i < uniforms.rows; i++) { sum += maskAt(y, i) * x[at * uniforms.rows + i]; }
  result[at] = sum / countOf(y);`,
  );
}

function meanGradientShader(hasMask: boolean): Shader {
  return ofMeans(
    'MeanOfRowsGrad',
    'dy',
    hasMask,
    `
  let share = dy[at] / countOf(y);
  for (var i = 0u; i < uniforms.rows; i++) { result[at * uniforms.rows + i] = share * maskAt(y, i); }`,
  );
}

/** A shader with a thread for each mean, `at`, of item y. */
function ofMeans(key: string, read: string, hasMask: boolean, formula: string): Shader {
  return shaderOnce(`${key} ${hasMask}`, () => ({
    reads: { [read]: 'f32' as const, ...(hasMask && { mask: 'f32' as const }) },
    writes: { result: 'f32' },
    uniforms: { size: 'u32', items: 'u32', rows: 'u32' },
    workgroup: [THREADS, 1],
    declarations: shares(hasMask),
    main: `
  let at = group.x * ${THREADS}u + index;
  if (at >= uniforms.size) { return; }
  let y = at % uniforms.items;${formula}`,
  }));
}
