import type { NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { NativeGraphs } from '../native/native-graphs';
import { ownKernels } from '../own-kernels';
import { addressOf, floatsOf, sizeOf, type WasmBackend } from '../wasm-backend';
import { nativeProduct } from './native-product';

/** One of tfjs's own kernels, as its registry returns it. */
export type KernelFunction = (call: {
  inputs: NamedTensorInfoMap;
  backend: unknown;
  attrs?: Readonly<Record<string, unknown>>;
}) => TensorInfo;

/** tfjs's own kernels that the products use. */
export interface ShippedKernels {
  readonly matMul: KernelFunction;
  readonly transpose: KernelFunction;
}

/** Below this number of multiply-adds, calling the native engine costs more than the product. */
const NATIVE_THRESHOLD = 65_536;

/**
 * `a b`, either operand transposed, batch dimensions broadcast: the kernel `BatchMatMul`.
 *
 * tfjs's wasm build multiplies plain operands with XNNPACK and transposed ones in a scalar loop, fifty times slower.
 * This kernel runs a large product on the native engine if one is installed, and otherwise transposes the operands first.
 */
export function matMul(
  a: TensorInfo,
  b: TensorInfo,
  transposeA: boolean,
  transposeB: boolean,
  backend: WasmBackend,
  shipped: ShippedKernels,
  native: NativeGraphs | undefined,
): TensorInfo {
  const [rows, inner] = lastTwo(a.shape, transposeA);
  const [innerB, columns] = lastTwo(b.shape, transposeB);
  const batch = broadcastBatch(a.shape, b.shape);
  if (inner !== innerB || batch === undefined || a.dtype !== 'float32' || b.dtype !== 'float32') {
    // tfjs's kernel throws the error.
    return shipped.matMul({ inputs: { a, b }, backend, attrs: { transposeA, transposeB } });
  }
  const shape = [...batch, rows, columns];
  const size = sizeOf(shape);
  if (size === 0 || inner === 0) {
    const output = backend.makeOutput(shape, 'float32');
    floatsOf(backend, output).fill(0);
    return output;
  }
  const own = ownKernels(backend);
  if (size === 1 && own !== undefined) {
    // The native library computes a single inner product ten times slower.
    const output = backend.makeOutput(shape, 'float32');
    floatsOf(backend, output)[0] = own.dot(addressOf(backend, a), addressOf(backend, b), inner);
    return output;
  }
  if (native !== undefined && size * inner >= NATIVE_THRESHOLD) {
    const output = backend.makeOutput(shape, 'float32');
    const ran = nativeProduct(
      native,
      { values: floatsOf(backend, a), shape: a.shape, transpose: transposeA },
      { values: floatsOf(backend, b), shape: b.shape, transpose: transposeB },
      { values: floatsOf(backend, output), shape },
    );
    if (ran) return output;
    backend.disposeData(output.dataId);
  }
  const left = transposeA ? transposed(a, backend, shipped) : a;
  const right = transposeB ? transposed(b, backend, shipped) : b;
  const output = shipped.matMul({
    inputs: { a: left, b: right },
    backend,
    attrs: { transposeA: false, transposeB: false },
  });
  if (left !== a) backend.disposeData(left.dataId);
  if (right !== b) backend.disposeData(right.dataId);
  return output;
}

function lastTwo(shape: readonly number[], swapped: boolean): [number, number] {
  const rows = shape.at(-2) as number;
  const columns = shape.at(-1) as number;
  return swapped ? [columns, rows] : [rows, columns];
}

/** The broadcast of the leading dimensions; undefined if they do not match. */
function broadcastBatch(a: readonly number[], b: readonly number[]): number[] | undefined {
  const rank = Math.max(a.length, b.length) - 2;
  const batch: number[] = [];
  for (let i = 0; i < rank; i++) {
    const left = a[i - rank + a.length - 2] ?? 1;
    const right = b[i - rank + b.length - 2] ?? 1;
    if (left !== right && left !== 1 && right !== 1) return undefined;
    batch.push(left === 1 ? right : left);
  }
  return batch;
}

/** The matrices of a tensor, each transposed. */
function transposed(x: TensorInfo, backend: WasmBackend, shipped: ShippedKernels): TensorInfo {
  const [rows, columns] = lastTwo(x.shape, false);
  const batch = x.shape.slice(0, -2);
  const kernels = ownKernels(backend);
  if (kernels === undefined) {
    const rank = x.shape.length;
    const perm = [...batch.map((_, axis) => axis), rank - 1, rank - 2];
    return shipped.transpose({ inputs: { x }, backend, attrs: { perm } });
  }
  const output = backend.makeOutput([...batch, columns, rows], 'float32');
  kernels.transpose(addressOf(backend, x), addressOf(backend, output), sizeOf(batch), rows, columns);
  return output;
}
