import { RsSamError } from '@rs-sam/foundation/errors';
import { addN, matMul, tensor1d, tensor2d, tidy, unsortedSegmentSum } from '@tensorflow/tfjs-core';

/** An engine computed wrong numbers in the check before it is accepted. */
export class ParityError extends RsSamError {
  override readonly name = 'ParityError';
  override readonly code = 'RS_SAM_PARITY';

  constructor(
    readonly operation: string,
    readonly difference: number,
  ) {
    super(`${operation} is off by ${difference} on this engine; its results cannot be trusted.`);
  }
}

/**
 * Rows, inner extent and columns of the products. The first is large enough that `wasm+onnxruntime` computes it natively; at an inner
 * extent of 2000 and more, tfjs's webgpu engine takes another way.
 */
const SIZES = [
  [48, 40, 56],
  [8, 2048, 32],
] as const;

/** More tensors than a shader of webgpu can have as inputs. */
const MANY = 20;

/**
 * Compares the main operations of training with plain loops: the three kinds of product, a sum of many tensors and the scatter-add. It takes
 * a few milliseconds.
 *
 * @throws ParityError names the operation and the largest difference.
 */
export function checkParity(): void {
  for (const [m, k, n] of SIZES) checkProducts(m, k, n);
  tidy(() => {
    const sum = addN(Array.from({ length: MANY }, (_, i) => tensor1d([i, 2 * i, 1])));
    compare('addN', sum.dataSync(), [(MANY * (MANY - 1)) / 2, MANY * (MANY - 1), MANY]);
    const segments = unsortedSegmentSum(tensor2d([1, 2, 3, 4, 5, 6], [3, 2]), tensor1d([2, 0, 2], 'int32'), 4);
    compare('unsortedSegmentSum', segments.dataSync(), [3, 4, 0, 0, 6, 8, 0, 0]);
  });
}

function checkProducts(m: number, k: number, n: number): void {
  const a = ramp(m * k, 7);
  const b = ramp(k * n, 11);
  const product = (i: number, j: number) => {
    let sum = 0;
    for (let l = 0; l < k; l++) sum += (a[i * k + l] as number) * (b[l * n + j] as number);
    return sum;
  };
  const expected = Float32Array.from({ length: m * n }, (_, at) => product(Math.floor(at / n), at % n));
  const aT = Float32Array.from({ length: k * m }, (_, at) => a[(at % m) * k + Math.floor(at / m)] as number);
  const bT = Float32Array.from({ length: n * k }, (_, at) => b[(at % k) * n + Math.floor(at / k)] as number);

  tidy(() => {
    compare('matMul', matMul(tensor2d(a, [m, k]), tensor2d(b, [k, n])).dataSync(), expected);
    compare(
      'matMul with the first operand transposed',
      matMul(tensor2d(aT, [k, m]), tensor2d(b, [k, n]), true).dataSync(),
      expected,
    );
    compare(
      'matMul with the second operand transposed',
      matMul(tensor2d(a, [m, k]), tensor2d(bT, [n, k]), false, true).dataSync(),
      expected,
    );
  });
}

/** Values in [-1, 1] without a pattern, so that a wrong order is detected. */
function ramp(length: number, step: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(1 + i * step));
}

function compare(operation: string, actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  let largest = actual.length === expected.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((actual[i] as number) - (expected[i] as number));
    // Written so that a NaN counts as a difference.
    if (!(difference <= largest)) largest = difference;
  }
  if (!(largest < 1e-4)) throw new ParityError(operation, largest);
}
