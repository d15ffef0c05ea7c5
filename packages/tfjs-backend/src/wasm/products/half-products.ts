import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { HalfMatMulAttributes, HalvesGradientInputs } from '../../half-products-kernel';
import { sliceRun } from '../kernels/slice';
import type { NativeGraphs } from '../native/native-graphs';
import { floatsOf, sizeOf, type WasmBackend } from '../wasm-backend';
import { nativeProduct } from './native-product';

/** `a b` of two tensors, either transposed: the kernel `BatchMatMul` of this engine. */
export type Multiply = (a: TensorInfo, b: TensorInfo, transposeA: boolean, transposeB: boolean) => TensorInfo;

/** The kernel `HalfMatMul`. The native library reads the half in place; otherwise it is copied first. */
export function halfMatMul(
  x: TensorInfo,
  kernel: TensorInfo,
  { half, transpose }: HalfMatMulAttributes,
  backend: WasmBackend,
  native: NativeGraphs | undefined,
  multiply: Multiply,
): TensorInfo {
  const [height, width] = kernel.shape as [number, number];
  const rows = height / 2;
  const first = half === 'upper' ? 0 : rows;
  if (native !== undefined && sizeOf(x.shape) > 0) {
    const shape = [x.shape[0] as number, transpose ? rows : width];
    const product = backend.makeOutput(shape, 'float32');
    const ran = nativeProduct(
      native,
      { values: floatsOf(backend, x), shape: x.shape, transpose: false },
      { values: halfOf(floatsOf(backend, kernel), half), shape: [rows, width], transpose },
      { values: floatsOf(backend, product), shape },
    );
    if (ran) return product;
    backend.disposeData(product.dataId);
  }
  const copy = sliceRun(kernel, [first, 0], [rows, width], backend) as TensorInfo;
  const product = multiply(x, copy, false, transpose);
  backend.disposeData(copy.dataId);
  return product;
}

/** The kernel `HalvesGradient`. The native library writes each half in place; otherwise it is copied to its place. */
export function halvesGradient(
  { upper, dUpper, lower, dLower }: HalvesGradientInputs<TensorInfo>,
  backend: WasmBackend,
  native: NativeGraphs | undefined,
  multiply: Multiply,
): TensorInfo {
  const rows = upper.shape[1] as number;
  const width = dUpper.shape[1] as number;
  const gradient = backend.makeOutput([2 * rows, width], 'float32');
  const write = (half: 'upper' | 'lower', x: TensorInfo, dy: TensorInfo): void => {
    const ran =
      native !== undefined &&
      sizeOf(x.shape) > 0 &&
      nativeProduct(
        native,
        { values: floatsOf(backend, x), shape: x.shape, transpose: true },
        { values: floatsOf(backend, dy), shape: dy.shape, transpose: false },
        { values: halfOf(floatsOf(backend, gradient), half), shape: [rows, width] },
      );
    if (ran) return;
    const product = multiply(x, dy, true, false);
    halfOf(floatsOf(backend, gradient), half).set(floatsOf(backend, product));
    backend.disposeData(product.dataId);
  };
  write('upper', upper, dUpper);
  write('lower', lower, dLower);
  return gradient;
}

function halfOf(values: Float32Array, half: 'upper' | 'lower'): Float32Array {
  const middle = values.length / 2;
  return half === 'upper' ? values.subarray(0, middle) : values.subarray(middle);
}
