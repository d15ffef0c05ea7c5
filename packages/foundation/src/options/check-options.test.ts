import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from '../errors/invalid-option-error';
import { checkOneOf, checkOptions, optionProblems } from './check-options';
import { flag, integer, matching, oneOf, orNull, positive, rate } from './rules';

const rules = {
  ties: oneOf(['expected', 'optimistic', 'pessimistic']),
  depth: integer(1),
  alpha: positive,
  dropout: rate,
  fast: flag,
  clip: orNull(positive, 'a number above 0, or null for none'),
  weights: matching('a list of numbers', Array.isArray),
  decay: v.strictObject({ every: integer(1) }),
};

describe('checkOptions', () => {
  it('takes every value that its rule accepts, and undefined as left out', () => {
    const good = {
      ties: 'expected',
      depth: 3,
      alpha: 0.1,
      dropout: 0,
      fast: false,
      clip: null,
      weights: [1],
      decay: { every: 2 },
    };
    expect(optionProblems('rank', rules, { ...good, depth: undefined })).toEqual([]);
  });

  it.each<[object, string]>([
    [{ ties: 'Expected' }, `The option ties is "Expected"; it must be 'expected', 'optimistic' or 'pessimistic'.`],
    [{ depth: 1.5 }, 'The option depth is 1.5; it must be an integer of at least 1.'],
    [{ alpha: Number.POSITIVE_INFINITY }, 'The option alpha is Infinity; it must be a number above 0.'],
    [{ dropout: 1 }, 'The option dropout is 1; it must be a number from 0 to below 1.'],
    [{ fast: 'no' }, 'The option fast is "no"; it must be true or false.'],
    [{ clip: 0 }, 'The option clip is 0; it must be a number above 0, or null for none.'],
    [{ weights: 1 }, 'The option weights is 1; it must be a list of numbers.'],
    [{ decay: { every: 0 } }, 'The option decay.every is 0; it must be an integer of at least 1.'],
    [{ tie: 1 }, 'The option tie is 1; it must be left out: rank has the options ties, depth, alpha'],
    [{ constructor: 1 }, 'The option constructor is 1; it must be left out'],
  ])('refuses %j by name', (options, message) => {
    expect(() => checkOptions('rank', rules, options)).toThrow(InvalidOptionError);
    expect(() => checkOptions('rank', rules, options)).toThrow(message);
  });

  it('refuses a required option that is left out or undefined', () => {
    checkOptions('rank', rules, { depth: 1 }, ['depth']);
    for (const options of [{}, { depth: undefined }]) {
      expect(() => checkOptions('rank', rules, options, ['depth'])).toThrow(
        'The option depth is undefined; it must be an integer of at least 1.',
      );
    }
  });

  it('refuses what is no object', () => {
    for (const wrong of [null, 3, 'fast', []]) expect(() => checkOptions('rank', rules, wrong)).toThrow('an object');
  });
});

it('checkOneOf lists the accepted values', () => {
  checkOneOf('gain', 'linear', ['linear', 'exponential']);
  expect(() => checkOneOf('gain', 'expo', ['linear', 'exponential'])).toThrow(
    `"expo"; it must be 'linear' or 'exponential'`,
  );
});
