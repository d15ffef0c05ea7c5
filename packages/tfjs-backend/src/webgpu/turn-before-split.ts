import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { MatMulAttributes, MatMulInputs } from './kernels/products';
import { replaceKernel, stockKernel, type WebgpuCall } from './stock-kernel';

/** K from which tfjs splits the sum of a product between workgroups. */
const SPLIT_FROM = 2000;

/** Most tiles of 32 × 32 of a product that tfjs splits: twice the larger of its two thresholds. */
const MOST_TILES = 32;

/**
 * Products `a bᵀ` with K of at least 2000: b is transposed first.
 *
 * tfjs 4.22 splits the sum of one product with few tiles between workgroups (`MatMulSplitKProgram`). That program reads its second operand
 * as vectors of four numbers along the columns, also where it is transposed and they are along K: every number is wrong.
 */
export function turnBeforeSplit(): void {
  const transpose = stockKernel<{ x: TensorInfo }, { perm: readonly number[] }>('Transpose');
  for (const kernelName of ['BatchMatMul', '_FusedMatMul']) {
    const stock = stockKernel<MatMulInputs, MatMulAttributes>(kernelName);
    replaceKernel(kernelName, (call: WebgpuCall<MatMulInputs, MatMulAttributes>) => {
      if (!isSplit(call.inputs, call.attrs)) return stock(call);
      const { inputs, attrs, backend } = call;
      const rank = inputs.b.shape.length;
      const perm = [...Array(rank - 2).keys(), rank - 1, rank - 2];
      const b = transpose({ inputs: { x: inputs.b }, backend, attrs: { perm } });
      const product = stock({ ...call, inputs: { ...inputs, b }, attrs: { ...attrs, transposeB: false } });
      backend.disposeData(b.dataId);
      return product;
    });
  }
}

/** Whether tfjs may split this product, with its second operand transposed. */
function isSplit({ a, b }: MatMulInputs, { transposeA, transposeB }: MatMulAttributes): boolean {
  if (!transposeB || util.sizeFromShape(a.shape.slice(0, -2)) !== 1 || util.sizeFromShape(b.shape.slice(0, -2)) !== 1) {
    return false;
  }
  const [columns = 0, k = 0] = b.shape.slice(-2);
  const rows = a.shape.at(transposeA ? -1 : -2) as number;
  return k >= SPLIT_FROM && Math.ceil(rows / 32) * Math.ceil(columns / 32) <= MOST_TILES;
}
