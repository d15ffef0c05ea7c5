import { MASKED } from '@rs-sam/core/operations';
import { add, div, logSumExp, max, maximum, mul, reshape, sub, sum, type Tensor } from '@tensorflow/tfjs-core';

/**
 * The score of the similarities r of an item's rows (`agg_func`): `mean`, `lse` `(1/λ) log Σ exp(λ r)`, `max` or `sum`.
 */
export type Aggregation = (typeof aggregations)[number];

/** Every value of `Aggregation`. */
export const aggregations = ['mean', 'lse', 'max', 'sum'] as const;

export interface AggregationOptions {
  readonly aggregation: Aggregation;
  /** λ of the log-sum-exp. */
  readonly lambdaLse: number;
}

/**
 * [X, Y, q] to [X, Y], over the real rows; 0 without real rows.
 *
 * @param mask [X or 1, Y, q, 1]: 1 at a real row; absent when all are.
 */
export function aggregateRows(rows: Tensor, mask: Tensor | undefined, options: AggregationOptions): Tensor {
  const { aggregation, lambdaLse } = options;
  const real = mask === undefined ? undefined : reshape(mask, mask.shape.slice(0, 3));
  const count: Tensor | number = real === undefined ? (rows.shape[2] as number) : maximum(sum(real, -1), 1);
  const kept = (x: Tensor): Tensor => (real === undefined ? x : mul(x, real));
  const excluded = (x: Tensor): Tensor => (real === undefined ? x : add(x, mul(sub(1, real), MASKED)));
  // A caption of padding only has only excluded rows.
  const orZero = (x: Tensor): Tensor => (real === undefined ? x : mul(x, max(real, -1)));
  switch (aggregation) {
    case 'mean':
      return div(sum(kept(rows), -1), count);
    case 'sum':
      return sum(kept(rows), -1);
    case 'max':
      return orZero(max(excluded(kept(rows)), -1));
    case 'lse':
      return orZero(div(logSumExp(excluded(mul(kept(rows), lambdaLse)), -1), lambdaLse));
  }
}
