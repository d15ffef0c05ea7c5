import type { WasmBackend } from './wasm-backend';

/** The heap of the wasm engine has no room for a tensor: 4 GiB in all, 2 GiB at a time. */
export class HeapFullError extends Error {
  override readonly name = 'HeapFullError';

  constructor(readonly bytes: number) {
    super(
      `The wasm heap (4 GiB in all, 2 GiB for one tensor) has no room for ${(bytes / 2 ** 20).toFixed(1)} MiB more. Take a smaller batch, dispose of tensors that are no longer needed (tidy), or use the engine tfjs-node.`,
    );
  }
}

/** The allocator grows the heap by a signed 32-bit number and takes a larger request for a shrinking one. */
const LARGEST = 2 ** 31 - 2 ** 17;

const guarded = new WeakSet<object>();

/** Makes an allocation that fails an error. tfjs does not look, and goes on to write at address 0. */
export function guardHeap({ wasm }: WasmBackend): void {
  if (guarded.has(wasm)) return;
  guarded.add(wasm);
  // The first call puts the real function in its own place, and would undo ours.
  wasm._free(wasm._malloc(8));
  const malloc = wasm._malloc;
  wasm._malloc = (bytes) => {
    const address = bytes < LARGEST ? malloc(bytes) : 0;
    if (address === 0 && bytes > 0) throw new HeapFullError(bytes);
    return address;
  };
}
