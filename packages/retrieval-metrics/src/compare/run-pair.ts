import type { SystemComparison } from '../statistics/compare-systems';

/** Two runs under one measure. */
export interface RunPair extends SystemComparison {
  readonly measure: string;
  /** The number of queries on which a is better, as good, and worse. Values that differ by rounding, below 1e-12, are as good. */
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
}
