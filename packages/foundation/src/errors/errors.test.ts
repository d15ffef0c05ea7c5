import { describe, expect, it } from 'vitest';
import { InvalidOptionError } from './invalid-option-error';
import { RsSamError } from './rs-sam-error';
import { checkShape, ShapeMismatchError } from './shape-mismatch-error';

class OneError extends RsSamError {
  override readonly name = 'OneError';
  override readonly code = 'RS_SAM_ONE';
}

/** The same family as another package has bundled it. */
async function otherCopy() {
  const path = './rs-sam-error?other-copy';
  const other = (await import(/* @vite-ignore */ path)) as { RsSamError: typeof RsSamError };
  return other.RsSamError;
}

describe('RsSamError', () => {
  it('is the family of every error, each with a name and a code', () => {
    const error = new OneError('broken');
    expect(error).toBeInstanceOf(RsSamError);
    expect(error).toBeInstanceOf(Error);
    expect(`${error.name} ${error.code} ${error.message}`).toBe('OneError RS_SAM_ONE broken');
    expect(new Error('foreign') instanceof RsSamError).toBe(false);
    expect(new OneError('') instanceof InvalidOptionError).toBe(false);
    expect((null as unknown) instanceof RsSamError).toBe(false);
  });

  it('is recognised by a copy of the class in another package, its subclasses by their own prototype', async () => {
    const Other = await otherCopy();
    expect(Other).not.toBe(RsSamError);
    class TwoError extends Other {
      override readonly name = 'TwoError';
      override readonly code = 'RS_SAM_TWO';
    }
    expect(new TwoError('')).toBeInstanceOf(RsSamError);
    expect(new OneError('')).toBeInstanceOf(Other);
    expect(new OneError('') instanceof TwoError).toBe(false);
    expect(new TwoError('') instanceof OneError).toBe(false);
  });
});

describe('errors that several packages throw', () => {
  it('give the option, its value and what it may be', () => {
    const message = (value: unknown) => new InvalidOptionError('alpha', value, 'a number above 0').message;
    expect(message('x')).toBe('The option alpha is "x"; it must be a number above 0.');
    expect(message(Number.NaN)).toBe('The option alpha is NaN; it must be a number above 0.');
    expect(message(() => 1)).toBe('The option alpha is a function; it must be a number above 0.');
    expect(message('x'.repeat(200))).toHaveLength(128);
  });

  it('check rank and sizes, null being any size', () => {
    checkShape('words', [2, 7, 300], [2, null, 300], '');
    expect(() => checkShape('words', [2, 7], [2, null, 300], 'Give three axes.')).toThrow(
      new ShapeMismatchError('words', [2, 7], '[2, ?, 300]', 'Give three axes.'),
    );
  });
});
