import { customGrad, gather, mul, type Tensor, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';

/** Rows of a matrix by index, each times its factor; without factors, times 1. */
export interface RowSelection {
  readonly rows: Int32Array;
  readonly factors?: Float32Array;
}

/**
 * Rows of x in another order.
 *
 * @param there - The rows of the result.
 * @param back - The rows of the gradient of x, selected from that of the result. Each row of x is in the result once or has the factor 0
 * here, so that nothing has to be added up.
 */
export function rearrangedRows(x: Tensor2D, there: RowSelection, back: RowSelection): Tensor2D {
  const operation = customGrad<Tensor2D>((rows) => ({
    value: selected(rows as Tensor2D, there),
    gradFunc: (dy) => selected(dy, back),
  }));
  return operation(x);
}

function selected(x: Tensor2D, { rows, factors }: RowSelection): Tensor2D {
  const chosen = gather<Tensor>(x, tensor1d(rows, 'int32')) as Tensor2D;
  return factors === undefined ? chosen : mul(chosen, tensor2d(factors, [factors.length, 1]));
}
