import '@tensorflow/tfjs-backend-cpu';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';

/** The engines that the tests run on, as tfjs ships them. */
export const engines = ['cpu', 'wasm'] as const;

/** Makes an engine the current one. */
export async function useEngine(name: (typeof engines)[number]): Promise<void> {
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(`${dirname(wasm)}/`);
  if (!(await setBackend(name))) throw new Error(`The engine ${name} does not start.`);
}
