import { RsSamError } from '@rs-sam/foundation/errors';

/** A kernel of this package does not support its inputs or attributes. */
export class KernelError extends RsSamError {
  override readonly name = 'KernelError';
  override readonly code = 'RS_SAM_KERNEL';

  constructor(
    /** The kernel by its tfjs name, as `Conv2DBackpropFilter`. */
    readonly kernel: string,
    /** The reason, as a sentence. */
    readonly reason: string,
    readonly engine: 'wasm' | 'webgpu' = 'wasm',
  ) {
    super(`The kernel ${kernel} of the engine ${engine}: ${reason}`);
  }
}
