import { type Tensor, tensor1d, tensor2d, type Variable, variable } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWasm } from '../../../evaluation/test/use-engine';
import { storedTensors, tensorsFrom } from '../checkpoint/tensors-on-host';
import { adamStep } from './adam-step';
import { clipGradients } from './clip-gradients';
import { sgdStep } from './sgd-step';
import type { StepOptimizer } from './step-optimizer';

beforeAll(useWasm);

const values = (tensors: readonly Tensor[]) => tensors.map((tensor) => [...tensor.dataSync()]);

describe('clipGradients', () => {
  const gradients = () => [tensor1d([3, 0]), tensor2d([[0], [4]])];

  it('returns gradients within the limit unchanged, with their joint norm', () => {
    const given = gradients();
    expect(clipGradients(given, 5.1)).toEqual({ norm: 5, gradients: given });
    expect(clipGradients(given, null).gradients).toBe(given);
  });

  it('scales all gradients by the same factor to the limit', () => {
    const { norm, gradients: clipped } = clipGradients(gradients(), 2.5);
    expect(norm).toBe(5);
    expect(clipped.flatMap((gradient) => [...gradient.dataSync()])).toEqual(
      [1.5, 0, 0, 2].map((x) => expect.closeTo(x, 5)),
    );
  });

  it('returns NaN as the norm of gradients with NaN', () => {
    expect(clipGradients([tensor1d([Number.NaN])], 1).norm).toBeNaN();
  });
});

describe('sgdStep', () => {
  it('is w − η g', () => {
    const w = variable(tensor1d([1, 2]));
    sgdStep([w], 0).apply([tensor1d([10, -10])], 0.1);
    expect(values([w])).toEqual([[0, 3]]);
  });

  it('is w − η v with v = μ v + g', () => {
    const w = variable(tensor1d([0]));
    const optimizer = sgdStep([w], 0.5);
    optimizer.apply([tensor1d([1])], 1);
    optimizer.apply([tensor1d([1])], 1);
    // v = 1, then 1.5
    expect(values([w])).toEqual([[-2.5]]);
  });
});

describe('adamStep', () => {
  it('moves by the learning rate in the first step, for any size of the gradient', () => {
    const w = variable(tensor1d([0, 0]));
    adamStep([w]).apply([tensor1d([100, -0.01])], 0.1);
    expect(values([w])).toEqual([[expect.closeTo(-0.1, 6), expect.closeTo(0.1, 5)]]);
  });

  it('takes the learning rate of each step', () => {
    const w = variable(tensor1d([1]));
    const optimizer = adamStep([w]);
    optimizer.apply([tensor1d([1])], 0);
    expect(values([w])).toEqual([[1]]);
  });
});

describe.each<[string, (weights: readonly Variable[]) => StepOptimizer]>([
  ['adam', adamStep],
  ['sgd with momentum', (weights) => sgdStep(weights, 0.9)],
])('%s, interrupted and resumed', (_, make) => {
  const gradient = (step: number) => [tensor1d([Math.sin(step), 1 / (step + 1)])];

  it('gives the same bits', () => {
    const run = (w: Variable, optimizer: StepOptimizer, from: number, to: number) => {
      for (let step = from; step < to; step++) optimizer.apply(gradient(step), 0.01 * step);
      return storedTensors({ w, ...optimizer.state() });
    };
    const whole = variable(tensor1d([1, -1]));
    const expected = run(whole, make([whole]), 0, 12);

    const first = variable(tensor1d([1, -1]));
    const { w: half, ...state } = run(first, make([first]), 0, 7);
    const second = variable(tensor1d([...(half?.data ?? [])]));
    const optimizer = make([second]);
    optimizer.restore(tensorsFrom(state));
    expect(run(second, optimizer, 7, 12)).toEqual(expected);
  });

  it('names the missing tensor of a state', () => {
    const w = variable(tensor1d([1]));
    expect(() => make([w]).restore({ x: tensor1d([1]) })).toThrow(/The state of .* lacks/);
  });
});
