/** Rows and columns of an image. */
export const SIZE = 256;

/** What one worker process is to do. */
export interface VisionRequest {
  readonly engine: string;
  readonly threads: number;
  /** How many worker processes run at once, and which this one is. */
  readonly workers: number;
  readonly index: number;
  /** A folder that all of them share, empty but for the exchange. */
  readonly folder: string;
  readonly batch: number;
  /** How long to measure. */
  readonly seconds: number;
}

/** What a worker did. */
export interface VisionAnswer {
  readonly images: number;
  readonly seconds: number;
  readonly peakMiB: number;
  readonly version: string;
}
