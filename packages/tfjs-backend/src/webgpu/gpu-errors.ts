import { RsSamError } from '@rs-sam/foundation/errors';

/** What went wrong on the GPU. */
export type GpuFailure = 'lost' | 'memory' | 'validation' | 'timeout';

const REMEDIES: Readonly<Record<GpuFailure, string>> = {
  lost: 'Restart the program; an interrupted training resumes from its last checkpoint. If it happens again, look at the driver.',
  memory:
    'Use a smaller batch or fewer images and captions a block, or free memory of the GPU that other programs use.',
  validation: 'The results after it cannot be trusted. Use another engine, for example wasm, and report this message.',
  timeout:
    'The driver or the GPU hangs. Restart the program; an interrupted training resumes from its last checkpoint.',
};

/**
 * The GPU failed: it was lost, ran out of memory, refused a command, or gave no answer in time. No tensor of this engine can be read any
 * more in this process, so that no wrong number is taken for a result.
 */
export class GpuError extends RsSamError {
  override readonly name = 'GpuError';
  override readonly code = 'RS_SAM_GPU';

  constructor(
    readonly failure: GpuFailure,
    /** The message of the driver or of the browser. */
    readonly reason: string,
  ) {
    super(`${WHAT[failure]}: ${reason} ${REMEDIES[failure]}`);
  }
}

const WHAT: Readonly<Record<GpuFailure, string>> = {
  lost: 'The GPU was lost',
  memory: 'The GPU has too little memory',
  validation: 'The GPU refused a command',
  timeout: 'The GPU gave no answer',
};
