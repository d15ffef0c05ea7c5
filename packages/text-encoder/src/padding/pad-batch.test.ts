import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { describe, expect, it } from 'vitest';
import { CaptionTooLongError, padBatch } from './pad-batch';

describe('padBatch', () => {
  it('pads to the longest caption, or further', () => {
    const captions = [[1, 7, 2], [], [5]];
    const { ids, shape, lengths } = padBatch(captions);
    expect(shape).toEqual([3, 3]);
    expect([...ids]).toEqual([1, 7, 2, 0, 0, 0, 5, 0, 0]);
    expect([...lengths]).toEqual([3, 0, 1]);
    const further = padBatch(captions, { length: 4 });
    expect([...further.ids]).toEqual([1, 7, 2, 0, 0, 0, 0, 0, 5, 0, 0, 0]);
    expect(further.lengths).toEqual(lengths);
  });

  it('has a step even when every caption is empty', () => {
    expect(padBatch([[], []]).shape).toEqual([2, 1]);
  });

  it('cuts nothing silently', () => {
    expect(() => padBatch([[1], [1, 2, 3]], { length: 2 })).toThrow(CaptionTooLongError);
    expect(() => padBatch([[1], [1, 2, 3]], { length: 2 })).toThrow('Caption 1 has 3 ids');
    expect(() => padBatch([[]], { length: 0 })).toThrow(InvalidOptionError);
  });

  it('refuses a misspelt option, and captions that are not ids', () => {
    expect(() => padBatch([[1]], { lenght: 4 } as never)).toThrow('padBatch has the options length.');
    expect(() => padBatch(['plane'] as never)).toThrow('Id 0 of caption 0 is p; an id is an integer of at least 0.');
    expect(() => padBatch([[1], [2, Number.NaN]])).toThrow('Id 1 of caption 1 is NaN');
    expect(() => padBatch([[-1]])).toThrow('Id 0 of caption 0 is -1');
  });
});
