import { add, engine, matMul, ones, type Rank, randomNormal } from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { webgpuHere } from '../../test/webgpu';
import { prepareBackend } from '../engine/prepare-backend';
import { GpuError } from './gpu-errors';
import { readInNode } from './reads';
import { watchDevice } from './watch-device';
import type { GpuDevice, WebgpuBackend } from './webgpu-backend';

const found = await webgpuHere();

/** The device of the engine, as WebGPU gives it. */
function device() {
  return (engine().backend as unknown as WebgpuBackend).device as unknown as {
    destroy(): void;
    createShaderModule(descriptor: { code: string }): unknown;
  };
}

describe('after a failure of the device, a read throws', () => {
  beforeEach(async ({ skip }) => {
    skip(!found.here, found.reason);
    // Opens another device where the last test broke one.
    await prepareBackend({ engine: 'webgpu', warn: () => {} });
  });

  it('a GpuError "lost" when the device was destroyed', async () => {
    const x = add(randomNormal([2000], 0, 1), 1);
    device().destroy();
    expect(() => x.dataSync()).toThrow(GpuError);
    expect(() => x.dataSync()).toThrow(/The GPU was lost: .* resumes from its last checkpoint/);
    await expect(add(ones([2000]), 1).data()).rejects.toMatchObject({ code: 'RS_SAM_GPU', failure: 'lost' });
  });

  it('a GpuError "validation" when a command was refused, at the first read after it', async () => {
    const x = add(ones([2000]), 1);
    device().createShaderModule({ code: 'not WGSL' });
    expect(() => x.dataSync()).toThrow(/The GPU refused a command: .*not WGSL/s);
    await expect(add(ones([2000]), 1).data()).rejects.toMatchObject({ failure: 'validation' });
  });

  it('a GpuError "validation" at an asynchronous read', async () => {
    const x = add(ones([2000]), 1);
    device().createShaderModule({ code: 'not WGSL' });
    await expect(x.data()).rejects.toMatchObject({ failure: 'validation' });
  });

  it('a GpuError "timeout" when the GPU does not finish in time', () => {
    const { backend } = engine() as unknown as { backend: WebgpuBackend };
    readInNode(backend, watchDevice(backend.device), 1e-4);
    const x = ones<Rank.R2>([700, 700]);
    expect(() => matMul(matMul(x, x), x).dataSync()).toThrow(/The GPU gave no answer: .* in 0.0001 s/);
    device().destroy();
  });
});

it('keeps the first failure of a device, with its kind', () => {
  const target = new EventTarget();
  const watch = watchDevice(Object.assign(target, { lost: new Promise(() => {}) }) as unknown as GpuDevice);
  const report = (error: Error) => target.dispatchEvent(Object.assign(new Event('uncapturederror'), { error }));
  expect(watch.healthy()).toBe(true);
  watch.check();
  class GPUOutOfMemoryError extends Error {}
  report(new GPUOutOfMemoryError('Allocation of 4 GB failed'));
  report(new Error('Invalid buffer'));
  expect(watch.healthy()).toBe(false);
  expect(() => watch.check()).toThrow(
    'The GPU has too little memory: Allocation of 4 GB failed. Use a smaller batch or fewer images and captions a block',
  );
});
