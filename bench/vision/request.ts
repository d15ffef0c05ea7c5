/** Rows and columns of an image. */
export const SIZE = 256;

/** The task of one worker process. */
export interface VisionRequest {
  readonly engine: string;
  readonly threads: number;
  /** How many worker processes run at once, and which this one is. */
  readonly workers: number;
  readonly index: number;
  /** A folder that all workers share; at first it holds only the exchange. */
  readonly folder: string;
  readonly batch: number;
  /** How long to measure. */
  readonly seconds: number;
}

/** What a worker measured. */
export interface VisionAnswer {
  readonly images: number;
  readonly seconds: number;
  readonly peakMiB: number;
  readonly version: string;
}
