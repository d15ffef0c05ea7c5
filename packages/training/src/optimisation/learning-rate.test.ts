import { describe, expect, it } from 'vitest';
import { learningRateAt } from './learning-rate';

const options = { learningRate: 0.1, warmUpSteps: 0, decay: null, stepsPerEpoch: 10, epochs: 4 } as const;
const rates = (given: Partial<Parameters<typeof learningRateAt>[1]>, steps: readonly number[]) =>
  steps.map((step) => Number(learningRateAt(step, { ...options, ...given }).toFixed(12)));

describe('learningRateAt', () => {
  it('is constant without warm-up and decay', () => {
    expect(rates({}, [0, 7, 39, 400])).toEqual([0.1, 0.1, 0.1, 0.1]);
  });

  it('rises in equal steps to its full value at the end of the warm-up', () => {
    expect(rates({ warmUpSteps: 5 }, [0, 1, 4, 5])).toEqual([0.02, 0.04, 0.1, 0.1]);
  });

  it('is multiplied by a factor every few epochs', () => {
    const decay = { kind: 'step', every: 2, factor: 0.1 } as const;
    expect(rates({ decay }, [0, 19, 20, 39, 40])).toEqual([0.1, 0.1, 0.01, 0.01, 0.001]);
  });

  it('falls along half a cosine to the floor and stays there', () => {
    const decay = { kind: 'cosine', floor: 0.2 } as const;
    // 0.1 (0.2 + 0.8 (1 + cos(π t / 40)) / 2)
    const quarter = Number((0.1 * (0.2 + 0.4 * (1 + Math.SQRT1_2))).toFixed(12));
    expect(rates({ decay }, [0, 10, 20, 40, 50])).toEqual([0.1, quarter, 0.06, 0.02, 0.02]);
  });

  it('warms up and decays at the same time', () => {
    const decay = { kind: 'step', every: 1, factor: 0.5 } as const;
    expect(rates({ decay, warmUpSteps: 20 }, [9, 10, 19])).toEqual([0.05, 0.0275, 0.05]);
  });
});
