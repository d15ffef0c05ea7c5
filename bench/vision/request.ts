/** Rows and columns of an image. */
export const SIZE = 256;

/** The task of one worker process. */
export interface VisionRequest {
  readonly engine: string;
  readonly threads: number;
  /** The number of parallel worker processes, and the number of this one. */
  readonly workers: number;
  readonly index: number;
  /** A folder that all workers share; at the start it contains only the exchange files. */
  readonly folder: string;
  readonly batch: number;
  /** Duration of the measurement. */
  readonly seconds: number;
}

/** The measurement of a worker. */
export interface VisionAnswer {
  readonly images: number;
  readonly seconds: number;
  readonly peakMiB: number;
  readonly version: string;
}
