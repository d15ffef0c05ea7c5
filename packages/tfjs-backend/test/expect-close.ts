import { expect } from 'vitest';

/** Every output must agree to 1e-5 of its largest number. */
export function expectClose(actual: readonly ArrayLike<number>[], expected: readonly ArrayLike<number>[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((wanted, output) => {
    const values = Array.from(wanted);
    const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    values.forEach((value, i) => {
      // Written so that a NaN fails.
      if (!(Math.abs((actual[output]?.[i] as number) - value) <= 1e-5 * scale))
        expect.fail(`output ${output}, element ${i}: ${actual[output]?.[i]} instead of ${value}`);
    });
  });
}
