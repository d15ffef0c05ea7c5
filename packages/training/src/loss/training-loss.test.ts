import { infoNceLoss, tripletLoss } from '@rs-sam/core';
import { scalar, type Tensor, tensor2d, type Variable, variableGrads } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWasm } from '../../../evaluation/test/use-engine';
import { type LossOptions, TrainingLoss } from './training-loss';

beforeAll(useWasm);

const pairs = ['a', 'b', 'a'].map((captionKey, image) => ({
  ...{ image, file: `${image}.png`, className: image === 0 ? 'beach' : 'farm', ids: [4], captionKey },
}));
const scores = () => tensor2d([0.5, 0.4, 0.3, 0.45, 0.6, 0.7, 0.1, 0.2, 0.3], [3, 3]);
const base: LossOptions = { margin: 0.2, negatives: 'instance+class', tripletWeight: 1, infoNce: null };
const lossWith = (options: Partial<LossOptions>) =>
  new TrainingLoss({ ...base, ...options }).of(scores(), pairs).dataSync()[0];
const captions = pairs.map(({ captionKey }) => captionKey);
const triplet = () =>
  tripletLoss(scores(), {
    ...{ margin: 0.2, negatives: 'instance+class', captions, labels: ['beach', 'farm', 'farm'] },
  }).dataSync()[0] as number;
const infoNce = () => infoNceLoss(scores(), scalar(Math.log(20)), { captions }).dataSync()[0] as number;

describe('TrainingLoss', () => {
  it('is the triplet loss, InfoNCE, or their weighted sum', () => {
    expect(lossWith({})).toBe(triplet());
    const given = { weight: 0.5, temperature: 0.05 };
    expect(lossWith({ tripletWeight: 0, infoNce: given })).toBeCloseTo(0.5 * infoNce(), 5);
    expect(lossWith({ tripletWeight: 2, infoNce: given })).toBeCloseTo(2 * triplet() + 0.5 * infoNce(), 5);
  });

  it('learns the temperature of InfoNCE, and nothing without InfoNCE', () => {
    expect(new TrainingLoss(base).weights).toEqual([]);
    const loss = new TrainingLoss({ ...base, infoNce: { weight: 1, temperature: 0.05 } });
    const [{ name, variable }] = loss.weights as [{ name: string; variable: Variable }];
    expect([name, variable.dataSync()[0]]).toEqual(['logit_scale', expect.closeTo(Math.log(20), 5)]);
    const { grads } = variableGrads(() => loss.of(scores(), pairs), [variable]);
    expect((grads[variable.name] as Tensor).dataSync()[0]).not.toBe(0);
  });

  it('keeps 1/τ at 100 or below', () => {
    const loss = new TrainingLoss({ ...base, infoNce: { weight: 1, temperature: 0.01 } });
    const variable = loss.weights[0]?.variable as Variable;
    for (const [value, expected] of [
      [5, Math.log(100)],
      [3, 3],
    ] as const) {
      variable.assign(scalar(value));
      loss.limitScale();
      expect(variable.dataSync()[0]).toBeCloseTo(expected, 5);
    }
  });
});
