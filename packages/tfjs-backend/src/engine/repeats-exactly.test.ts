import { expect, it } from 'vitest';
import { repeatsExactly } from './repeats-exactly';

it('says that engines on a processor repeat to the bit, and engines on a GPU do not', () => {
  for (const engine of ['wasm', 'wasm+onnxruntime', 'tfjs-node with libtensorflow 2.12.0', 'cpu']) {
    expect(repeatsExactly(engine)).toBe(true);
  }
  for (const engine of ['webgpu', 'webgpu 0.6.2 on nvidia-h200', 'tfjs-node-gpu with libtensorflow 2.15.1']) {
    expect(repeatsExactly(engine)).toBe(false);
  }
});
