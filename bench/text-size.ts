/** Sizes of the encoded batch. The default of `pnpm bench text` is the paper's. */
export interface TextSize {
  /** Captions of a batch. */
  readonly batch: number;
  /** Words of every caption; all captions have this length, so packed sequences save nothing. */
  readonly words: number;
  /** Numbers in a word vector. */
  readonly inputDim: number;
  /** Units of each direction. */
  readonly units: number;
  /** Number of timed repetitions of each pass, after one warm-up. */
  readonly repeat: number;
}

/** The result of one case: milliseconds of each repetition. */
export interface TextCase {
  readonly forward: readonly number[];
  /** Empty if only the forward pass finished. */
  readonly forwardAndBackward: readonly number[];
  readonly peakMegabytes: number;
  /** Version of the implementation, if known. */
  readonly version?: string;
}
