import { modelDefinition } from '@rs-sam/models';
import { type Tensor, tensor1d, tensor2d, type Variable, variable } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWasm } from '../../../evaluation/test/use-engine';
import { storedTensors, tensorsFrom } from '../checkpoint/tensors-on-host';
import { adamStep } from './adam-step';
import { clipGradients } from './clip-gradients';
import { sgdStep } from './sgd-step';
import type { StepOptimizer } from './step-optimizer';
import { decayingWeights, withWeightDecay } from './weight-decay';

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

describe('withWeightDecay', () => {
  it('is AdamW: w ← (1 − η λ) w before the step, for the given weights', () => {
    const [decaying, other] = [variable(tensor1d([2, -4])), variable(tensor1d([2, -4]))];
    const optimizer = withWeightDecay(adamStep([decaying, other]), [decaying], 0.5);
    // The first step of Adam is the learning rate.
    optimizer.apply([tensor1d([3, 3]), tensor1d([3, 3])], 0.1);
    expect(values([decaying, other])).toEqual(
      [
        [0.95 * 2 - 0.1, 0.95 * -4 - 0.1],
        [1.9, -4.1],
      ].map((list) => list.map((x) => expect.closeTo(x, 5))),
    );
  });

  it('takes the kernels of a model, without biases and embeddings', () => {
    const inputs = { vocabularySize: 9, regionDepth: 6, regionCount: 4, seed: 1 };
    const { weights } = modelDefinition('sam-t2i').create({ projection: 8, resetAfter: true }, inputs);
    const decaying = decayingWeights(weights);
    const names = weights.filter(({ variable }) => decaying.includes(variable)).map(({ name }) => name);
    const others = weights.filter(({ name }) => !names.includes(name)).map(({ name }) => name.split('/').at(-1));
    const rest = [...new Set(others)].sort();
    expect(rest).toEqual(['bias', 'candidate_bias', 'embeddings', 'gate_bias', 'projection_bias', 'recurrentBias']);
    expect(names).toEqual(expect.arrayContaining(['alignment/gate_kernel', 'alignment/projection_kernel']));
    expect(names.filter((name) => name.endsWith('recurrentKernel')).length).toBeGreaterThan(1);
  });
});

describe.each<[string, (weights: readonly Variable[]) => StepOptimizer]>([
  ['adam', adamStep],
  ['adam with weight decay', (weights) => withWeightDecay(adamStep(weights), weights, 0.1)],
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
