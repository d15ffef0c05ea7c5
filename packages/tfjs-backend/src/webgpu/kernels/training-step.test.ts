import { clone, type Scalar, scalar, type Tensor, tensor, tidy, type Variable, variable } from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { random } from '../../../test/on-both';
import { webgpuHere } from '../../../test/webgpu';
import { prepareBackend } from '../../engine/prepare-backend';
import { adam } from '../../optimiser/adam';
import { descend } from '../../optimiser/descend';
import { gradientScale } from '../../optimiser/gradient-scale';

const found = await webgpuHere();

/** More tensors than one dispatch has buffers for, of odd sizes; one is larger than what a workgroup computes. */
const SHAPES = [
  [7],
  [3, 5],
  [1],
  [41, 101],
  [2, 3, 4],
  [9],
  [16],
  [5],
  [33],
  [2],
  [11, 2],
  [6],
  [8, 8],
  [13],
  [4],
  [10],
  [257],
];

const tensors = (seed: number) => SHAPES.map((shape, i) => tensor([...random(shape, seed + i).data], shape));
const numbers = (list: readonly Tensor[]) => list.map((one) => Array.from(one.dataSync()));

describe('the end of a training step on webgpu', () => {
  beforeEach(async ({ skip }) => {
    skip(!found.here, found.reason);
    await prepareBackend({ engine: 'webgpu' });
  });

  it.each([
    [null, 1],
    [1e6, 1],
    [2, undefined],
  ])('has the joint norm of all gradients, and the scale for the limit %s', (limit, expected) => {
    tidy(() => {
      const gradients = tensors(1);
      const norm = Math.hypot(...numbers(gradients).flat());
      const { scale, outcome } = gradientScale(scalar(7), gradients, limit) as NonNullable<
        ReturnType<typeof gradientScale>
      >;
      expect(Array.from(outcome.dataSync())).toEqual([7, expect.closeTo(norm, 4)]);
      expect(scale.dataSync()[0]).toBeCloseTo(expected ?? 2 / (norm + 1e-6), 6);
    });
  });

  it('has a norm that is not finite where a gradient is not', () => {
    tidy(() => {
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
        const found = gradientScale(scalar(1), [...tensors(1), tensor([0, bad])], 2);
        expect(Number.isFinite(found?.outcome.dataSync()[1])).toBe(false);
      }
    });
  });

  it('changes every weight by Adam, and by gradient descent, without a copy', () => {
    tidy(() => {
      const [start, gradients] = [numbers(tensors(1)), tensors(50)];
      const [given, scale] = [numbers(gradients), scalar(0.5)];
      const weights = (): Variable[] => start.map((values, i) => variable(tensor(values, SHAPES[i])));

      const [descending, before] = [weights(), clone(scale)];
      expect(descend(descending, gradients, 0.1, scale as Scalar)).toBe(true);
      numbers(descending).forEach((values, i) => {
        const expected = (start[i] as number[]).map((w, at) => w - 0.05 * (given[i]?.[at] as number));
        expect(values).toEqual(expected.map((w) => expect.closeTo(w, 5)));
      });
      before.dispose();

      const moving = weights();
      const optimizer = adam({ learningRate: 0.1, epsilon: 1e-8 });
      optimizer.applyScaled(
        moving.map(({ name }, i) => ({ name, tensor: gradients[i] as Tensor })),
        scale as Scalar,
      );
      numbers(moving).forEach((values, i) => {
        // The first step of Adam is the learning rate, in the direction against the gradient.
        const expected = (start[i] as number[]).map((w, at) => w - 0.1 * Math.sign(given[i]?.[at] as number));
        expect(values).toEqual(expected.map((w) => expect.closeTo(w, 4)));
      });
      optimizer.dispose();
      for (const one of [...descending, ...moving]) one.dispose();
    });
  });

  it('leaves a tensor that shares the buffer of a weight as it was', () => {
    tidy(() => {
      const weight = variable(tensor([1, 2, 3]));
      const copy = clone<Tensor>(weight);
      descend([weight], [tensor([1, 1, 1])], 1, scalar(1));
      expect([numbers([copy]), numbers([weight])]).toEqual([[[1, 2, 3]], [[0, 1, 2]]]);
      descend([weight], [tensor([1, 1, 1])], 1, scalar(1));
      expect(numbers([weight])).toEqual([[-1, 0, 1]]);
      weight.dispose();
    });
  });
});
