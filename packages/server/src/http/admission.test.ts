import { expect, it } from 'vitest';
import { BusyError, createAdmission } from './admission';

it('has as many places as it was given, and says when to come again', () => {
  const admission = createAdmission(3, () => 0.7);
  const leave = [admission.enter(), admission.enter(), admission.enter()];
  expect(() => admission.enter()).toThrow(new BusyError(3));
  leave[1]?.();
  leave[1]?.();
  expect(admission.taken).toBe(2);
  admission.enter();
  expect(() => admission.enter()).toThrow(BusyError);
});

it('asks to wait for a second at least', () => {
  const admission = createAdmission(1, () => 0);
  admission.enter();
  expect(() => admission.enter()).toThrow(new BusyError(1));
});
