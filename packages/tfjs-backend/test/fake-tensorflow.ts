import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/base';
import { copyRegisteredKernels, engine, getKernel, registerBackend, removeBackend } from '@tensorflow/tfjs-core';

/** The properties of tfjs-node's backend that matter here. */
export interface FakeTensorflow {
  readonly isGPUPackage: boolean;
  readonly isUsingGpuDevice: boolean;
}

/** Registers tfjs's cpu engine under the name of tfjs-node's, as loading that package does. */
export async function loadFakeTensorflow(properties: FakeTensorflow): Promise<void> {
  await import('@tensorflow/tfjs-backend-cpu');
  if (getKernel('Add', 'tensorflow') === undefined) copyRegisteredKernels('cpu', 'tensorflow');
  registerBackend('tensorflow', () =>
    Object.assign(new MathBackendCPU(), properties, { binding: { TF_Version: '2.12.0' } }),
  );
}

/** Unloads it. */
export function unloadFakeTensorflow(): void {
  if (engine().findBackendFactory('tensorflow') != null) removeBackend('tensorflow');
}
