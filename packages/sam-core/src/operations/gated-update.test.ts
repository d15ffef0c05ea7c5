import {
  add,
  grads,
  mul,
  type Scalar,
  sigmoid,
  split,
  sub,
  sum,
  type Tensor,
  type Tensor3D,
  tanh,
  tensor3d,
  tidy,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { gradientError } from '../../test/directional-derivative';
import { engines, useEngine } from '../../test/engines';
import { randomValues } from '../../test/random-pairs';
import { gatedUpdate } from './gated-update';

const [contexts, rows] = [3, 5];

/** ofContext, ofQuery and query. */
function operands(depth: number, shared: boolean, scale = 1): [Tensor3D, Tensor3D, Tensor3D] {
  const items = shared ? 1 : contexts;
  const shapes: [number, number, number][] = [
    [contexts, rows, 2 * depth],
    [items, rows, 2 * depth],
    [items, rows, depth],
  ];
  return shapes.map((shape, i) =>
    mul(tensor3d(randomValues(shape[0] * shape[1] * shape[2], i + 1), shape), i < 2 ? scale : 1),
  ) as [Tensor3D, Tensor3D, Tensor3D];
}

const ofInputs = (...[ofContext, ofQuery, query]: [Tensor3D, Tensor3D, Tensor3D]): Tensor3D =>
  gatedUpdate({ ofContext, ofQuery, query });

function formula(...[ofContext, ofQuery, query]: [Tensor3D, Tensor3D, Tensor3D]): Tensor3D {
  const [gate, candidate] = split(add(ofContext, ofQuery), 2, 2) as [Tensor3D, Tensor3D];
  const g = sigmoid(gate);
  return add(mul(g, query), mul(sub(1, g), tanh(candidate)));
}

/** A loss in which every value has another weight. */
const weighted = (y: Tensor): Scalar =>
  sum(mul(y, tensor3d(randomValues(y.size, 9), y.shape as [number, number, number])));

/** The result and the gradients of the three inputs. */
function withGradients(update: typeof formula, inputs: [Tensor3D, Tensor3D, Tensor3D]): number[][] {
  const gradients = grads(((...xs: [Tensor3D, Tensor3D, Tensor3D]) => weighted(update(...xs))) as never)(inputs);
  return [update(...inputs), ...gradients].map((x) => [...x.dataSync()]);
}

const close = (values: number[][]) => values.map((list) => list.map((value) => expect.closeTo(value, 5)));

describe.each(engines)('gatedUpdate on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  describe.each([false, true])('queries shared: %s', (shared) => {
    it.each([1, 3, 4, 6, 8, 20])('has the values and gradients of the formula at depth %d', (depth) => {
      tidy(() => {
        const inputs = operands(depth, shared);
        expect(withGradients(ofInputs, inputs)).toEqual(close(withGradients(formula, inputs)));
      });
    });

    it('saturates where arguments are large', () => {
      tidy(() => {
        const inputs = operands(4, shared, 500);
        expect(withGradients(ofInputs, inputs)).toEqual(close(withGradients(formula, inputs)));
      });
    });

    it.each([3, 8])('has the gradient of finite differences at depth %d', (depth) => {
      tidy(() => {
        const loss = (...xs: Tensor[]) => weighted(ofInputs(...(xs as [Tensor3D, Tensor3D, Tensor3D])));
        expect(gradientError(loss, operands(depth, shared))).toBeLessThan(2e-3);
      });
    });
  });

  it('has no rows where there are none', () => {
    tidy(() => {
      const inputs = [tensor3d([], [3, 0, 8]), tensor3d([], [1, 0, 8]), tensor3d([], [1, 0, 4])] as const;
      expect(ofInputs(...inputs).shape).toEqual([3, 0, 4]);
    });
  });
});
