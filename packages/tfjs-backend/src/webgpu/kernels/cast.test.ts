import { cast, engine, type Tensor, tensor, tensor1d, tidy, unsortedSegmentSum } from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { webgpuHere } from '../../../test/webgpu';
import { prepareBackend } from '../../engine/prepare-backend';
import { KernelError } from '../../wasm/kernel-error';

const found = await webgpuHere();

describe('a tensor of integers or truth values on webgpu', () => {
  beforeEach(async ({ skip }) => {
    skip(!found.here, found.reason);
    await prepareBackend({ engine: 'webgpu' });
  });

  it.each(['bool', 'int32'] as const)(
    'that is cast from %s has floats in its buffer, which our kernels read',
    (type) => {
      tidy(() => {
        const mask = cast(tensor([1, 0, 1], [1, 3], type), 'float32');
        const x = tensor([1, 2, 3, 4, 5, 6], [1, 3, 2]);
        const masked = engine().runKernel('MaskRows', { x, mask }) as Tensor;
        expect(Array.from(masked.dataSync())).toEqual([1, 2, 0, 0, 5, 6]);
        expect(Array.from(mask.dataSync())).toEqual([1, 0, 1]);
      });
    },
  );

  it('is refused by a kernel that reads floats', () => {
    tidy(() => {
      const inputs = { x: tensor([1, 2], [1, 2, 1]), mask: tensor([1, 0], [1, 2], 'bool') };
      expect(() => engine().runKernel('MaskRows', inputs)).toThrow(KernelError);
      expect(() => engine().runKernel('MaskRows', inputs)).toThrow(
        /kernel MaskRows of the engine webgpu: .* type bool/,
      );
    });
  });

  it('is the segment of each row of a sum; rows outside the segments are skipped', () => {
    tidy(() => {
      const x = tensor([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]);
      const sums = unsortedSegmentSum(x, tensor1d([2, 0, 2, -1], 'int32'), 4);
      expect(Array.from(sums.dataSync())).toEqual([3, 4, 0, 0, 6, 8, 0, 0]);
    });
  });
});
