import { RsSamError } from '@rs-sam/foundation/errors';

/** A kernel of the wasm engine does not support its inputs or attributes. */
export class KernelError extends RsSamError {
  override readonly name = 'KernelError';
  override readonly code = 'RS_SAM_KERNEL';

  constructor(
    /** The kernel by its tfjs name, as `Conv2DBackpropFilter`. */
    readonly kernel: string,
    /** The reason, as a sentence. */
    readonly reason: string,
  ) {
    super(`The kernel ${kernel} of the engine wasm: ${reason}`);
  }
}
