import { expect, it } from 'vitest';
import { scoreStatistics } from './score-statistics';

it('mean and standard deviation of all scores', () => {
  expect(scoreStatistics(Float32Array.of(1, 3, 5, 3))).toEqual({ mean: 3, deviation: Math.SQRT2 });
});
