import { ShapeMismatchError } from '@rs-sam/foundation/errors';
import { checkOptions, rate } from '@rs-sam/foundation/options';
import { add, engine, mul, sub, type Tensor, tidy, type Variable } from '@tensorflow/tfjs-core';
import { hasKernel } from '../engine/has-kernel';
import type { MovingAveragesAttributes, MovingAveragesKernel } from '../training-step-kernels';
import { numberedInputs } from './numbered-inputs';
import { ownBuffers } from './own-buffers';

const KERNEL = 'MovingAverage';

/**
 * `d a + (1 − d) x`: one step of an exponential moving average, as a new tensor. If the engine has a kernel for it, it is one pass over
 * memory; otherwise three.
 *
 * @param average a
 * @param value x, of the same shape.
 * @param decay d, from 0 to below 1.
 * @throws InvalidOptionError for another decay, ShapeMismatchError for another shape.
 */
export function movingAverage<T extends Tensor>(average: T, value: T, decay: number): T {
  checkAverage(average, value, decay);
  if (hasKernel(KERNEL)) {
    return engine().runKernel(KERNEL, { average, value }, { decay }) as T;
  }
  return tidy(() => add(average, mul(sub(value, average), 1 - decay)) as T);
}

const ALL: MovingAveragesKernel = 'MovingAverages';

/**
 * `a ← d a + (1 − d) x`: one step of the exponential moving averages of many values, as of the weights of a model. In place and together if
 * the engine has a kernel for it, otherwise one by one.
 *
 * @param averages a
 * @param values x, in the order of the averages and of the same shapes.
 * @param decay d, from 0 to below 1.
 * @throws InvalidOptionError for another decay, ShapeMismatchError for another shape.
 */
export function moveAverages(averages: readonly Variable[], values: readonly Tensor[], decay: number): void {
  if (!hasKernel(ALL)) {
    averages.forEach((average, i) => {
      tidy(() => average.assign(movingAverage<Tensor>(average, values[i] as Tensor, decay)));
    });
    return;
  }
  averages.forEach((average, i) => {
    checkAverage(average, values[i] as Tensor, decay);
  });
  ownBuffers(averages);
  const items = averages.map((average, i) => ({ average, value: values[i] as Tensor }));
  const attributes: MovingAveragesAttributes = { count: averages.length, decay };
  engine().runKernel(ALL, numberedInputs(items), { ...attributes });
}

function checkAverage(average: Tensor, value: Tensor, decay: number): void {
  // undefined would pass as an omitted option.
  checkOptions('moveAverages', { decay: rate }, { decay: decay ?? null });
  if (average.shape.join() === value.shape.join()) return;
  throw new ShapeMismatchError('value', value.shape, `the average [${average.shape}]`, 'Average values of one shape.');
}
