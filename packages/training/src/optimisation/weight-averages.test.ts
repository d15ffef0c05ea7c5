import { memory, tensor1d, type Variable, variable } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWasm } from '../../../evaluation/test/use-engine';
import { WeightAverages } from './weight-averages';

beforeAll(useWasm);

const named = (...lists: number[][]) => lists.map((list, i) => ({ name: `w${i}`, variable: variable(tensor1d(list)) }));
const valuesOf = (weights: readonly { readonly variable: Variable }[]) =>
  weights.map(({ variable: weight }) => [...weight.dataSync()]);

describe('WeightAverages', () => {
  it('start at the weights and follow θ̄ ← d θ̄ + (1 − d) θ', () => {
    const weights = named([1, 2], [4]);
    const averages = new WeightAverages(weights, 0.75);
    expect(averages.weights.map(({ name }) => name)).toEqual(['w0', 'w1']);
    expect(valuesOf(averages.weights)).toEqual([[1, 2], [4]]);
    weights[0]?.variable.assign(tensor1d([5, -2]));
    averages.update();
    expect(valuesOf(averages.weights)).toEqual([[2, 1], [4]]);
    averages.update();
    expect(valuesOf(averages.weights)).toEqual([[2.75, 0.25], [4]]);
    expect(valuesOf(weights)).toEqual([[5, -2], [4]]);
  });

  it('take the place of the weights during some work, and of nothing after it, also where it fails', async () => {
    const weights = named([1]);
    const averages = new WeightAverages(weights, 0.5);
    weights[0]?.variable.assign(tensor1d([3]));
    averages.update();
    const before = memory().numTensors;
    expect(await averages.during(async () => valuesOf(weights))).toEqual([[2]]);
    await expect(averages.during(() => Promise.reject(new Error('stopped')))).rejects.toThrow('stopped');
    expect([valuesOf(weights), valuesOf(averages.weights)]).toEqual([[[3]], [[2]]]);
    expect(memory().numTensors).toBe(before);
    // The weights and their averages do not share memory afterwards.
    averages.update();
    expect([valuesOf(weights), valuesOf(averages.weights)]).toEqual([[[3]], [[2.5]]]);
  });
});
