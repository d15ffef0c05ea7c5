import { RsSamError } from '@rs-sam/foundation/errors';
import type { WasmBackend } from './wasm-backend';

/** The heap of the wasm engine has no room for a tensor. Its limits are 4 GiB in total and 2 GiB for one tensor. */
export class HeapFullError extends RsSamError {
  override readonly name = 'HeapFullError';
  override readonly code = 'RS_SAM_HEAP_FULL';

  constructor(readonly bytes: number) {
    super(
      `The wasm heap (4 GiB in total, 2 GiB for one tensor) has no room for ${(bytes / 2 ** 20).toFixed(1)} MiB more. Use a smaller batch, dispose tensors that are no longer needed (tidy), or use the engine tfjs-node.`,
    );
  }
}

/** The allocator grows the heap by a signed 32-bit number, so that a larger request would become negative. */
const LARGEST = 2 ** 31 - 2 ** 17;

const guarded = new WeakSet<object>();

/** Makes a failed allocation throw. tfjs does not check for failures and would write at address 0. */
export function guardHeap({ wasm }: WasmBackend): void {
  if (guarded.has(wasm)) return;
  guarded.add(wasm);
  // On its first call, `_malloc` replaces itself by the real function, which would undo our replacement.
  wasm._free(wasm._malloc(8));
  const malloc = wasm._malloc;
  wasm._malloc = (bytes) => {
    const address = bytes < LARGEST ? malloc(bytes) : 0;
    if (address === 0 && bytes > 0) throw new HeapFullError(bytes);
    return address;
  };
}
