import { matching, number, oneOf } from '@rs-sam/foundation/options';
import { EMPTY_POLICIES, TIE_POLICIES } from './tie-policy';

// The options that several functions share, as `checkOptions` takes them.

export const tiesRule = oneOf(TIE_POLICIES);

export const emptyRule = oneOf(EMPTY_POLICIES);

/** The cut-offs of R@K. */
export const cutoffsRule = matching(
  'a list of different integers of at least 1',
  (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((k) => Number.isInteger(k) && k >= 1) &&
    new Set(value).size === value.length,
);

export const seedRule = number('an integer', Number.isSafeInteger);

/** A probability, such as a level of confidence. */
export const betweenZeroAndOne = number('a number between 0 and 1', (value) => value > 0 && value < 1);
