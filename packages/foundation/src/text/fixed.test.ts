import { expect, it } from 'vitest';
import { fixed } from './fixed';

it('rounds, and shows no negative zero', () => {
  expect([0.04, -0.04, -0, -0.06, 3.85].map((value) => fixed(value, 1))).toEqual(['0.0', '0.0', '0.0', '-0.1', '3.9']);
});
