import { backend as currentBackend, findBackend, setBackend, version_core } from '@tensorflow/tfjs-core';
import { AbsentEngine } from './absent-engine';
import type { OpenedEngine } from './opened-engine';

/** The part of tfjs-node's backend that is used here. */
interface TensorflowBackend {
  readonly isGPUPackage: boolean;
  /** Whether TensorFlow found a GPU. */
  readonly isUsingGpuDevice: boolean;
  readonly binding?: { readonly TF_Version?: string };
}

/**
 * Opens tfjs-node or tfjs-node-gpu.
 *
 * @param require loads an optional package.
 * @throws AbsentEngine if TensorFlow finds no GPU for tfjs-node-gpu, or if the other package was loaded first: both name their backend
 * `tensorflow`, and tfjs keeps the first.
 */
export async function openTensorflow(
  engine: 'tfjs-node-gpu' | 'tfjs-node',
  require: (name: string) => unknown,
): Promise<OpenedEngine> {
  const name = `@tensorflow/${engine}`;
  const forGpu = engine === 'tfjs-node-gpu';
  const loaded = findBackend('tensorflow') as unknown as TensorflowBackend | null;
  if (loaded === null) await require(name);
  else if (loaded.isGPUPackage !== forGpu) {
    throw new AbsentEngine(
      `@tensorflow/tfjs-node${forGpu ? '' : '-gpu'} is already loaded in this process, and both use the same name in tfjs`,
    );
  }
  if (!(await setBackend('tensorflow'))) {
    throw new Error(`${name} registered no backend that starts. Is a second copy of @tensorflow/tfjs-core installed?`);
  }
  const { isUsingGpuDevice, binding } = currentBackend() as unknown as TensorflowBackend;
  if (forGpu && !isUsingGpuDevice) {
    throw new AbsentEngine(`${name} is installed, but TensorFlow finds no GPU: are CUDA and cuDNN on LD_LIBRARY_PATH?`);
  }
  const library = `libtensorflow ${binding?.TF_Version ?? 'of unknown version'}`;
  return {
    tfjsBackend: 'tensorflow',
    detail: `${name} with tfjs ${version_core} on ${library}`,
    identity: `${engine} with ${library}`,
  };
}
