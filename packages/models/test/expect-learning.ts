import { type Scalar, train } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import type { RetrievalModel } from '../src/contract/retrieval-model';

/** Expects that ten steps of Adam lower a loss of a model and move every weight of it. */
export function expectLearning(model: RetrievalModel, loss: () => Scalar): void {
  const variables = model.weights.map(({ variable }) => variable);
  const before = variables.map((variable) => variable.dataSync().slice());
  const optimizer = train.adam(5e-3);
  const step = () => optimizer.minimize(loss, true, variables)?.dataSync()[0] as number;
  const first = step();
  for (let i = 0; i < 8; i++) step();
  expect(step()).toBeLessThan(first);
  variables.forEach((variable, i) => {
    const moved = variable.dataSync().some((value, at) => value !== before[i]?.[at]);
    expect(moved, model.weights[i]?.name).toBe(true);
  });
  optimizer.dispose();
}
