import '@tensorflow/tfjs-backend-cpu';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { webgpuHere } from '../../tfjs-backend/test/webgpu';

/** Whether the engine webgpu can be opened here, and the reason if it cannot. */
export const webgpu = await webgpuHere();

/** Engines that compute on the processor: two as tfjs ships them, then one with native steps, which replaces kernels of wasm. */
export const processors = ['cpu', 'wasm', 'wasm+onnxruntime'] as const;

/** The engines that the tests run on: these and, where there is an adapter, one with all steps in a shader. */
export const engines = [...processors, ...(webgpu.here ? (['webgpu'] as const) : [])] as const;

/** Makes an engine the current one. */
export async function useEngine(name: (typeof engines)[number]): Promise<void> {
  if (name === 'wasm+onnxruntime' || name === 'webgpu') {
    await prepareBackend({ engine: name });
    return;
  }
  const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(`${dirname(wasm)}/`);
  if (!(await setBackend(name))) throw new Error(`The engine ${name} does not start.`);
}
