import {
  getKernel,
  type KernelConfig,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import type { WebgpuBackend } from './webgpu-backend';

/** A call of a kernel of the webgpu engine. */
export interface WebgpuCall<Inputs, Attributes = object> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly backend: WebgpuBackend;
}

/** A kernel of the webgpu engine, called directly. */
export type WebgpuKernel<Inputs, Attributes = object> = (call: WebgpuCall<Inputs, Attributes>) => TensorInfo;

/** tfjs's own kernels by name, saved before they are replaced: a second replacement must wrap them, not the first. */
const stock = new Map<string, KernelFunc>();

/** The function of one of tfjs's own webgpu kernels. */
export function stockKernel<Inputs, Attributes>(kernelName: string): WebgpuKernel<Inputs, Attributes> {
  let run = stock.get(kernelName);
  if (run === undefined) {
    run = getKernel(kernelName, 'webgpu').kernelFunc;
    stock.set(kernelName, run);
  }
  return run as unknown as WebgpuKernel<Inputs, Attributes>;
}

/** Registers a kernel for webgpu and removes the one that had its name. */
export function replaceKernel<Inputs, Attributes>(
  kernelName: string,
  run: (call: WebgpuCall<Inputs, Attributes>) => TensorInfo | TensorInfo[],
): void {
  if (getKernel(kernelName, 'webgpu') !== undefined) unregisterKernel(kernelName, 'webgpu');
  const config: KernelConfig = { kernelName, backendName: 'webgpu', kernelFunc: run as unknown as KernelFunc };
  registerKernel(config);
}
