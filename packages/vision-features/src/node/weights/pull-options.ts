/** The progress of a pull. */
export interface PullProgress {
  /** Bytes so far, including those of an earlier pull that was interrupted. */
  readonly received: number;
  /** Bytes in total, where known. */
  readonly total: number | undefined;
}

/** Options of `pullWeights`. */
export interface PullWeightsOptions {
  /** The user's folder of weight files. Default: `weightsFolder()`. */
  readonly folder?: string | undefined;
  /** Called after each chunk. */
  readonly onProgress?: ((progress: PullProgress) => void) | undefined;
  /** Stops the pull. The next pull resumes. */
  readonly signal?: AbortSignal | undefined;
  /** The npm registry. Default: the environment's `npm_config_registry`, else https://registry.npmjs.org/. */
  readonly registry?: string | undefined;
}
