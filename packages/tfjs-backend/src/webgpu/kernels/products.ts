import { broadcast_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { HalfMatMulAttributes, HalvesGradientInputs } from '../../half-products-kernel';
import { dispatch, makeFloats } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import { type Finish, type ProductForm, productShader } from './product-shader';

/** Below this number of tiles of 64 × 64, smaller tiles give more units of the GPU some work. */
const FEW_TILES = 128;

/** A matrix, or a batch of matrices, in a buffer. */
interface Factor {
  readonly tensor: TensorInfo;
  /** Rows and columns, as they are in memory. */
  readonly extents: readonly [rows: number, columns: number];
  readonly transpose: boolean;
  readonly first?: number;
  /** From one matrix of the batch to the next; 0 where all have the same one. */
  readonly stride?: number;
}

interface Product {
  readonly a: Factor;
  readonly b: Factor;
  readonly result: TensorInfo;
  readonly batch?: number;
  readonly firstOfResult?: number;
  readonly plus?: { readonly kind: 'row' | 'matrix'; readonly tensor: TensorInfo };
  readonly relu?: boolean;
}

/** `result = a b + plus`, in one dispatch. */
function multiply(backend: GpuBackend, product: Product): TensorInfo {
  const { a, b, result, batch = 1, firstOfResult = 0, plus, relu = false } = product;
  const [rows, depth] = turned(a);
  const [, columns] = turned(b);
  const tilesOf = (tile: number) => batch * Math.ceil(rows / tile) * Math.ceil(columns / tile);
  const tile = tilesOf(64) < FEW_TILES ? 32 : 64;
  const form: ProductForm = {
    ...{ transposeA: a.transpose, transposeB: b.transpose, tile },
    ...{ foursA: inFours(a), foursB: inFours(b), plus: plus?.kind, relu },
  };
  dispatch(backend, {
    shader: productShader(form),
    reads: [a.tensor, b.tensor, ...(plus === undefined ? [] : [plus.tensor])],
    writes: [result],
    uniforms: [rows, columns, depth, a.first ?? 0, b.first ?? 0, firstOfResult, a.stride ?? 0, b.stride ?? 0],
    groups: [Math.ceil(columns / tile), Math.ceil(rows / tile), batch],
  });
  return result;
}

/** A product whose values go through a formula of their own. */
interface FinishedProduct {
  readonly a: Factor;
  readonly b: Factor;
  readonly finish: Finish;
  /** The tensors of `finish.reads` and `finish.writes`, and the values of its uniforms. */
  readonly reads: readonly TensorInfo[];
  readonly writes: readonly TensorInfo[];
  readonly uniforms: readonly number[];
}

/** Runs `finish` for every value of `a b`, in one dispatch. The rows are few, as those of one step of a recurrence. */
export function multiplyAndFinish(
  backend: GpuBackend,
  { a, b, finish, reads, writes, uniforms }: FinishedProduct,
): void {
  const [rows, depth] = turned(a);
  const [, columns] = turned(b);
  const { writesA = false } = finish;
  const tile = 32;
  const form: ProductForm = {
    ...{ transposeA: a.transpose, transposeB: b.transpose, tile },
    ...{ foursA: !writesA && inFours(a), foursB: inFours(b), relu: false },
  };
  dispatch(backend, {
    shader: productShader(form, finish),
    reads: [...(writesA ? [] : [a.tensor]), b.tensor, ...reads],
    writes: [...(writesA ? [a.tensor] : []), ...writes],
    uniforms: [rows, columns, depth, a.first ?? 0, b.first ?? 0, 0, 0, 0, ...uniforms],
    groups: [Math.ceil(columns / tile), Math.ceil(rows / tile), 1],
  });
}

function turned({ extents: [rows, columns], transpose }: Factor): readonly [number, number] {
  return transpose ? [columns, rows] : [rows, columns];
}

function inFours({ extents, first = 0, stride = 0 }: Factor): boolean {
  return extents[1] % 4 === 0 && first % 4 === 0 && stride % 4 === 0;
}

/** Inputs of the kernels `BatchMatMul` and `_FusedMatMul`. */
export interface MatMulInputs {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
  readonly bias?: TensorInfo | undefined;
  readonly preluActivationWeights?: TensorInfo | undefined;
}

/** Their attributes. */
export interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly activation?: string | undefined;
}

/**
 * The kernels `BatchMatMul` and `_FusedMatMul`: `a b`, with a bias and relu.
 *
 * @returns undefined for what is left to tfjs's own kernels: other activations, other types, and results of few values, for which they sum
 * with a whole workgroup.
 */
export function matMul(
  { a, b, bias, preluActivationWeights }: MatMulInputs,
  { transposeA, transposeB, activation = 'linear' }: MatMulAttributes,
  backend: GpuBackend,
): TensorInfo | undefined {
  const [ofA, ofB] = [factorOf(a, transposeA), factorOf(b, transposeB)];
  const [rows, columns] = [turned(ofA)[0], turned(ofB)[1]];
  const outer = broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const batch = util.sizeFromShape(outer);
  const isPlain = activation === 'linear' || activation === 'relu';
  const floats = [a, b, bias].every((tensor) => tensor === undefined || tensor.dtype === 'float32');
  const isRow = bias === undefined || util.sizeFromShape(bias.shape) === columns;
  if (!isPlain || !floats || !isRow || preluActivationWeights !== undefined) return undefined;
  if (!isBatchOf(a, batch) || !isBatchOf(b, batch) || batch * rows * columns <= FEW_VALUES) return undefined;
  if (batch > 65_535 || turned(ofA)[1] === 0) return undefined;
  return multiply(backend, {
    ...{ a: ofA, b: ofB, batch, relu: activation === 'relu' },
    result: makeFloats(backend, [...outer, rows, columns]),
    ...(bias !== undefined && { plus: { kind: 'row' as const, tensor: bias } }),
  });
}

/** tfjs's own kernel sums the values of such a result with many threads each. */
const FEW_VALUES = 128;

function factorOf(tensor: TensorInfo, transpose: boolean): Factor {
  const [rows, columns] = tensor.shape.slice(-2) as [number, number];
  const batch = util.sizeFromShape(tensor.shape.slice(0, -2));
  return { tensor, extents: [rows, columns], transpose, stride: batch === 1 ? 0 : rows * columns };
}

/** Whether a tensor is one matrix or has one for each of the batch. */
function isBatchOf({ shape }: TensorInfo, batch: number): boolean {
  const own = util.sizeFromShape(shape.slice(0, -2));
  return own === 1 || own === batch;
}

/** The kernel `HalfMatMul`: the half is read where it is. */
export function halfMatMul(
  { x, kernel, plus }: { readonly x: TensorInfo; readonly kernel: TensorInfo; readonly plus?: TensorInfo | undefined },
  { half, transpose }: HalfMatMulAttributes,
  backend: GpuBackend,
): TensorInfo {
  const [height, width] = kernel.shape as [number, number];
  const rows = height / 2;
  const shape = [x.shape[0] as number, transpose ? rows : width];
  if (shape[0] === 0) return backend.makeTensorInfo(shape, 'float32', new Float32Array(0));
  const kind = plus?.shape.length === 1 ? 'row' : 'matrix';
  return multiply(backend, {
    a: { tensor: x, extents: x.shape as [number, number], transpose: false },
    b: { tensor: kernel, extents: [rows, width], transpose, first: half === 'upper' ? 0 : rows * width },
    result: makeFloats(backend, shape),
    ...(plus !== undefined && { plus: { kind, tensor: plus } }),
  });
}

/** The kernel `HalvesGradient`: each half is written where it belongs. */
export function halvesGradient(
  { upper, dUpper, lower, dLower }: HalvesGradientInputs<TensorInfo>,
  backend: GpuBackend,
): TensorInfo {
  const [rows, width] = [upper.shape[1] as number, dUpper.shape[1] as number];
  const shape = [2 * rows, width];
  // A buffer cannot be empty. The half of a side without rows keeps its zeros.
  const isEmpty = upper.shape[0] === 0 || lower.shape[0] === 0;
  const result = isEmpty
    ? backend.makeTensorInfo(shape, 'float32', new Float32Array(2 * rows * width))
    : makeFloats(backend, shape);
  const write = (x: TensorInfo, dy: TensorInfo, firstOfResult: number) => {
    if (x.shape[0] === 0) return;
    multiply(backend, {
      a: { tensor: x, extents: x.shape as [number, number], transpose: true },
      b: { tensor: dy, extents: dy.shape as [number, number], transpose: false },
      ...{ result, firstOfResult },
    });
  };
  write(upper, dUpper, 0);
  write(lower, dLower, rows * width);
  return result;
}
