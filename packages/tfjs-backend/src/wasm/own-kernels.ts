import { kernelModule } from './kernel-module';
import type { WasmBackend } from './wasm-backend';

/** The exports of `assembly/index.ts`. Addresses and sizes are numbers; every pointer is a byte offset into tfjs's heap. */
export interface OwnKernels {
  transpose(from: number, to: number, batch: number, rows: number, columns: number): void;
  tanh(x: number, y: number, size: number, buffer: number): void;
  forwardScratch(rows: number, context: number, depth: number): number;
  backwardScratch(rows: number, context: number, depth: number): number;
  /** to += from */
  accumulate(from: number, to: number, size: number): void;
  /** to = the sum of the rows of a matrix */
  sumRows(from: number, to: number, rows: number, width: number): void;
  dot(a: number, b: number, size: number): number;
  l2Normalize(x: number, y: number, norms: number, rows: number, width: number): void;
  l2NormalizeGradient(x: number, norms: number, dy: number, dx: number, rows: number, width: number): void;
  gatedUpdate(...operands: number[]): void;
  gatedUpdateGradient(...operands: number[]): void;
  adam(...operands: number[]): void;
  movingAverage(average: number, value: number, to: number, size: number, rest: number): void;
  attendScratch(q: number, c: number): number;
  attendGradientScratch(q: number, c: number): number;
  attend(...operands: number[]): void;
  attendGradient(...operands: number[]): void;
  forward(...operands: number[]): void;
  backward(...operands: number[]): void;
}

const instances = new WeakMap<WebAssembly.Memory, OwnKernels>();
let compiled: WebAssembly.Module | undefined;

/**
 * Our WebAssembly kernels, instantiated on the memory of tfjs's engine, so that they read and write its tensors in place.
 *
 * @returns undefined if that memory is unavailable: tfjs's multi-threaded build shares its memory, which this module does not support.
 */
export function ownKernels(backend: WasmBackend): OwnKernels | undefined {
  const memory = backend.wasm.asm?.memory;
  if (!(memory instanceof WebAssembly.Memory) || !(memory.buffer instanceof ArrayBuffer)) return undefined;
  let kernels = instances.get(memory);
  if (kernels === undefined) {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(kernelModule), (character) => character.charCodeAt(0)));
    kernels = new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as OwnKernels;
    instances.set(memory, kernels);
  }
  return kernels;
}

/** Runs `use` with the address of temporary bytes on the heap, and frees them afterwards. */
export function withScratch(backend: WasmBackend, bytes: number, use: (address: number) => void): void {
  const address = backend.wasm._malloc(bytes) >>> 0;
  try {
    use(address);
  } finally {
    backend.wasm._free(address);
  }
}
