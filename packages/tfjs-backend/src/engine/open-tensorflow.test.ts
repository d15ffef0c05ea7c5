import { afterEach, expect, it, vi } from 'vitest';
import { type FakeTensorflow, loadFakeTensorflow, unloadFakeTensorflow } from '../../test/fake-tensorflow';
import { AbsentEngine } from './absent-engine';
import { openTensorflow } from './open-tensorflow';

afterEach(unloadFakeTensorflow);

/** `require` of a package that registers a backend with these properties. */
const packageWith = (properties: FakeTensorflow) => vi.fn(() => loadFakeTensorflow(properties));

it('names the package and the version of libtensorflow', async () => {
  const load = packageWith({ isGPUPackage: false, isUsingGpuDevice: false });
  expect(await openTensorflow('tfjs-node', load)).toEqual({
    tfjsBackend: 'tensorflow',
    detail: '@tensorflow/tfjs-node with tfjs 4.22.0 on libtensorflow 2.12.0',
    identity: 'tfjs-node with libtensorflow 2.12.0',
  });
  expect(load).toHaveBeenCalledWith('@tensorflow/tfjs-node');
});

it('opens tfjs-node-gpu only if TensorFlow finds a GPU', async () => {
  const without = packageWith({ isGPUPackage: true, isUsingGpuDevice: false });
  await expect(openTensorflow('tfjs-node-gpu', without)).rejects.toThrow(AbsentEngine);
  await expect(openTensorflow('tfjs-node-gpu', without)).rejects.toThrow(/TensorFlow finds no GPU/);
  unloadFakeTensorflow();
  const opened = await openTensorflow('tfjs-node-gpu', packageWith({ isGPUPackage: true, isUsingGpuDevice: true }));
  expect(opened.identity).toBe('tfjs-node-gpu with libtensorflow 2.12.0');
});

it('does not load the second of the two packages in one process', async () => {
  await openTensorflow('tfjs-node', packageWith({ isGPUPackage: false, isUsingGpuDevice: false }));
  const second = packageWith({ isGPUPackage: true, isUsingGpuDevice: true });
  await expect(openTensorflow('tfjs-node-gpu', second)).rejects.toThrow(
    '@tensorflow/tfjs-node is already loaded in this process, and both use the same name in tfjs',
  );
  expect(second).not.toHaveBeenCalled();
  // The first can be opened again without loading it.
  const again = vi.fn();
  await openTensorflow('tfjs-node', again);
  expect(again).not.toHaveBeenCalled();
});
