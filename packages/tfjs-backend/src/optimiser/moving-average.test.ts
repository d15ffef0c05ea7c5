import { type Tensor, tensor, tensor1d, variable } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectSameAsCpu, random } from '../../test/on-both';
import { webgpuHere } from '../../test/webgpu';
import { prepareBackend } from '../engine/prepare-backend';
import { InvalidOptionError, ShapeMismatchError } from '../index';
import { moveAverages, movingAverage } from './moving-average';

const webgpu = await webgpuHere();

describe('movingAverage', () => {
  beforeAll(() => prepareBackend({ engine: 'wasm' }));

  it('is d a + (1 − d) x', () => {
    const [average, value] = [tensor1d([1, -2, 0, 4, 8]), tensor1d([2, 2, -1, 4, 0])];
    expect([...movingAverage(average, value, 0.75).dataSync()]).toEqual([1.25, -1, -0.25, 4, 6]);
    expect([...movingAverage(average, value, 0).dataSync()]).toEqual([...value.dataSync()]);
    // Its operands stay as they are.
    expect([...average.dataSync(), ...value.dataSync()]).toEqual([1, -2, 0, 4, 8, 2, 2, -1, 4, 0]);
  });

  it('does not move where both are equal, to the bit', () => {
    const { data, shape } = random([7, 5], 3);
    const value = tensor([...data], [...shape]);
    expect(movingAverage(value, value, 0.998).dataSync()).toEqual(value.dataSync());
  });

  it('is the same with and without the kernel, for any size', async () => {
    const sizes = fc.constantFrom([], [0], [1], [3], [4], [5, 3], [2, 3, 17]);
    await fc.assert(
      fc.asyncProperty(sizes, (shape) =>
        expectSameAsCpu('wasm', [random(shape, 1), random(shape, 2)], (a, x) => movingAverage(a, x, 0.9)),
      ),
      { numRuns: 10, seed: 1 },
    );
  });

  it('refuses another decay or shape', () => {
    const one = tensor1d([1]);
    for (const decay of [1, -0.1, Number.NaN, '0.9' as never]) {
      expect(() => movingAverage(one, one, decay)).toThrow(InvalidOptionError);
    }
    expect(() => movingAverage(one, tensor1d([1, 2]), 0.9)).toThrow(ShapeMismatchError);
  });
});

describe('moveAverages', () => {
  it.for(['wasm', 'webgpu'] as const)(
    'moves every average on %s, and no tensor that shares its buffer',
    async (engine, { skip }) => {
      skip(engine === 'webgpu' && !webgpu.here, webgpu.reason);
      await prepareBackend({ engine });
      const sizes = [[5], [2, 3], [1], [300], [7, 11], [4], [9], [2, 2, 2], [13]];
      const of = (seed: number) => sizes.map((shape, i) => tensor([...random(shape, seed + i).data], shape));
      const [start, values] = [of(1), of(50)];
      // `variable` shares the buffer of the tensor that it is given.
      const averages = start.map((one) => variable(one));
      const before = start.map((one) => [...one.dataSync()]);
      moveAverages(averages, values, 0.75);
      moveAverages(averages, values, 0.75);
      averages.forEach((average, i) => {
        const ofValue = (values[i] as Tensor).dataSync();
        const expected = (before[i] as number[]).map((a, at) => 0.5625 * a + 0.4375 * (ofValue[at] as number));
        expect([...average.dataSync()]).toEqual(expected.map((a) => expect.closeTo(a, 6)));
      });
      expect(start.map((one) => [...one.dataSync()])).toEqual(before);
      for (const one of [...start, ...values, ...averages]) one.dispose();
    },
  );
});
