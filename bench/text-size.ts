/** Sizes of the encoded batch. The default of `pnpm bench text` is the paper's. */
export interface TextSize {
  /** Captions of a batch. */
  readonly batch: number;
  /** Words of every caption; none is shorter, so packed sequences save nothing. */
  readonly words: number;
  /** Numbers in a word vector. */
  readonly inputDim: number;
  /** Units of each direction. */
  readonly units: number;
  /** How often each pass is timed, after one warm-up. */
  readonly repeat: number;
}

/** What one case measured: milliseconds of each repetition. */
export interface TextCase {
  readonly forward: readonly number[];
  /** Empty where only the forward pass finished. */
  readonly forwardAndBackward: readonly number[];
  readonly peakMegabytes: number;
  /** Version of the implementation, where it is known. */
  readonly version?: string;
}
