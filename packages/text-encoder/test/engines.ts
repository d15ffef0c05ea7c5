import '@tensorflow/tfjs-backend-cpu';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';

/** The engines that the tests run on: two as tfjs ships them, then one with native steps, which replaces kernels of wasm. */
export const engines = ['cpu', 'wasm', 'wasm+onnxruntime'] as const;

/** Makes an engine the current one. */
export async function useEngine(name: (typeof engines)[number]): Promise<void> {
  if (name === 'wasm+onnxruntime') {
    await prepareBackend({ engine: name });
    return;
  }
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(`${dirname(wasm)}/`);
  if (!(await setBackend(name))) throw new Error(`The engine ${name} does not start.`);
}
