import { beforeAll, describe, expect, it } from 'vitest';
import { useEngine } from '../../test/engines';
import { wordMask } from './word-mask';

describe('wordMask', () => {
  beforeAll(() => useEngine('cpu'));

  it('is 1 at the real words, from lengths or from a padded batch', () => {
    const expected = [
      [1, 1, 0],
      [0, 0, 0],
    ];
    expect(wordMask([2, 0], 3).arraySync()).toEqual(expected);
    // As padBatch gives it.
    expect(wordMask({ lengths: [2, 0], shape: [2, 3] }).arraySync()).toEqual(expected);
  });

  it('refuses a wrong length, and lengths without the padded length', () => {
    expect(() => wordMask([1, 4], 3)).toThrow('The option lengths.1 is 4; it must be an integer from 0 to 3');
    expect(() => wordMask([1.5], 3)).toThrow('lengths.0 is 1.5');
    expect(() => wordMask([1])).toThrow('The option size is undefined');
  });
});
