import type { TensorInfo } from '@tensorflow/tfjs-core';

/** What one pair of a query row and a context has, each [X, U, D]. Rows of pairs without a gradient are not set. */
export interface PairRows {
  /** First the attended context e, then its gradient. */
  readonly attended: TensorInfo;
  /** First the context's part of the gate's argument, then the gradient of the argument. */
  readonly gate: TensorInfo;
  /** The same of the candidate. */
  readonly candidate: TensorInfo;
  /** The gradient of the query row; undefined for a frozen query. */
  readonly query: TensorInfo | undefined;
}
