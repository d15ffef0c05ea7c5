import '@tensorflow/tfjs-backend-cpu';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';

/** Makes an engine the current one; throws where it does not start. The one place where a benchmark's child process picks it. */
export async function startEngine(name: string): Promise<void> {
  setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  if (!(await setBackend(name))) throw new Error(`the engine "${name}" does not start`);
}
