import {
  memory,
  type Optimizer,
  type Scalar,
  scalar,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  tidy,
  train,
  type Variable,
  variable,
} from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { random } from '../../test/on-both';
import { webgpuHere } from '../../test/webgpu';
import { prepareBackend } from '../engine/prepare-backend';
import { InvalidOptionError } from '../index';
import { AdamStateError, adam, type ResumableAdam } from './adam';

const webgpu = await webgpuHere();

/** Steps towards a target from a seeded start, in two variables whose sizes are not multiples of 4. */
function descend(optimizer: Optimizer, steps: number): number[] {
  const start = [random([3, 3], 1), random([7], 2)];
  const variables = start.map(({ data, shape }) => variable(tensor([...data], [...shape])));
  const loss = (): Scalar =>
    tidy(() => sum(square(sub(sum(square(variables[0] as Tensor)), sum(variables[1] as Tensor)))) as Scalar);
  for (let i = 0; i < steps; i++) optimizer.minimize(loss, false, variables as Variable[]);
  const values = variables.flatMap((one) => Array.from(one.dataSync()));
  for (const one of variables) one.dispose();
  return values;
}

describe('adam', () => {
  it.each([
    [0.005, 'it must be an object: adam({ learningRate: 0.005 })'],
    [{ learningrate: 0.1 }, 'adam has the options learningRate, beta1, beta2, epsilon'],
    [{ beta1: 1 }, 'The option beta1 is 1; it must be a number from 0 to below 1.'],
    [{ learningRate: Number.NaN }, 'The option learningRate is NaN; it must be a number that is not negative.'],
  ])('refuses %j', (options, message) => {
    expect(() => adam(options as object)).toThrow(InvalidOptionError);
    expect(() => adam(options as object)).toThrow(message);
  });

  it('refuses a state that lacks a tensor, and a learning rate that is not a number', () => {
    expect(() => adam().restore({})).toThrow(AdamStateError);
    expect(() => adam().setLearningRate(undefined as never)).toThrow('The option learningRate is null');
  });

  describe.each(['wasm', 'webgpu'] as const)('on %s', (engine) => {
    beforeEach(async ({ skip }) => {
      skip(engine === 'webgpu' && !webgpu.here, webgpu.reason);
      await prepareBackend({ engine });
    });

    it("takes the same steps as tfjs's Adam, with the same state", async () => {
      const [ours, theirs] = [adam({ learningRate: 0.05, beta1: 0.8, beta2: 0.95 }), train.adam(0.05, 0.8, 0.95)];
      const [actual, expected] = [descend(ours, 30), descend(theirs, 30)];
      actual.forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i] as number, 5);
      });
      const [state, theirState] = [await ours.getWeights(), await theirs.getWeights()];
      expect(state.length).toBe(5);
      state.slice(1).forEach(({ tensor: moment }, i) => {
        const reference = theirState[i + 1]?.tensor.dataSync() as Float32Array;
        moment.dataSync().forEach((value: number, at: number) => {
          expect(value).toBeCloseTo(reference[at] as number, 5);
        });
      });
    });

    it('does not change values that were read before a step', async () => {
      const weight = variable(tensor([1, 2, 3, 4]));
      const before = weight.clone();
      adam({ learningRate: 0.5 }).minimize(() => sum(square(weight)) as Scalar, false, [weight]);
      expect(Array.from(before.dataSync())).toEqual([1, 2, 3, 4]);
      expect(weight.dataSync()[0]).toBeCloseTo(0.5, 5);
      weight.dispose();
      before.dispose();
    });

    it('multiplies the gradients by a scale that only the engine knows', () => {
      const [scaled, whole] = [variable(tensor([1, 2, 3])), variable(tensor([1, 2, 3]))];
      const step = (weight: Variable, values: number[], scale: Scalar) =>
        tidy(() => {
          const optimizer = adam({ learningRate: 0.1, epsilon: 1 });
          optimizer.applyScaled([{ name: weight.name, tensor: tensor(values) }], scale);
          optimizer.dispose();
        });
      step(scaled, [4, -8, 0], scalar(0.25));
      step(whole, [1, -2, 0], scalar(1));
      expect(Array.from(scaled.dataSync())).toEqual(Array.from(whole.dataSync()).map((x) => expect.closeTo(x, 6)));
      expect(scaled.dataSync()[0]).not.toBeCloseTo(1, 2);
    });

    it('resumes from its state to the same numbers', () => {
      const gradient = (i: number) => tensor([Math.sin(i), 1 / (i + 1), 3]);
      const run = (weight: Variable, optimizer: ResumableAdam, from: number, to: number) =>
        tidy(() => {
          for (let i = from; i < to; i++) optimizer.applyGradients([{ name: weight.name, tensor: gradient(i) }]);
          return Array.from(weight.dataSync());
        });
      const expected = run(variable(tensor([1, -1, 0])), adam({ learningRate: 0.1 }), 0, 9);
      const first = adam({ learningRate: 0.1 });
      const half = run(variable(tensor([1, -1, 0])), first, 0, 5);
      const second = adam({ learningRate: 0.1 });
      second.restore(first.state());
      expect(run(variable(tensor(half)), second, 5, 9)).toEqual(expected);
    });
  });

  it("holds no more tensors than tfjs's Adam", async () => {
    await prepareBackend({ engine: 'wasm' });
    const growth = (make: () => Optimizer): number => {
      const before = memory().numTensors;
      descend(make(), 3);
      return memory().numTensors - before;
    };
    expect(growth(() => adam())).toBe(growth(() => train.adam()));
  });
});
