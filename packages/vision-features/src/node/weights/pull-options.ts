/** How far a pull is. */
export interface PullProgress {
  /** Bytes so far, what an earlier pull left included. */
  readonly received: number;
  /** Bytes in all, where that is known. */
  readonly total: number | undefined;
}

/** Options of `pullWeights`. */
export interface PullWeightsOptions {
  /** The user's folder of weight files. Default: `weightsFolder()`. */
  readonly folder?: string | undefined;
  /** Takes the progress, chunk by chunk. */
  readonly onProgress?: ((progress: PullProgress) => void) | undefined;
  /** Stops the pull. A Keras file goes on from there the next time. */
  readonly signal?: AbortSignal | undefined;
  /** The npm registry. Default: the environment's `npm_config_registry`, else https://registry.npmjs.org/. */
  readonly registry?: string | undefined;
}
