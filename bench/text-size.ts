/** What is encoded. The paper's size is the default of `pnpm bench text`. */
export interface TextSize {
  /** Captions of a batch. */
  readonly batch: number;
  /** Words of every caption; none is shorter, so that packed sequences save nothing. */
  readonly words: number;
  /** Numbers in a word vector. */
  readonly inputDim: number;
  /** Units of each direction. */
  readonly units: number;
  /** How often each thing is timed, after one run that is not. */
  readonly repeat: number;
}

/** What one case measured: milliseconds of each repetition. */
export interface TextCase {
  readonly forward: readonly number[];
  /** Empty where only the forward pass came to its end. */
  readonly forwardAndBackward: readonly number[];
  readonly peakMegabytes: number;
  /** What it ran on, where it can tell. */
  readonly version?: string;
}
