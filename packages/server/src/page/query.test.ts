import { describe, expect, it } from 'vitest';
import { addressOf, parametersOf, type Query, queryOf } from './query';

const query: Query = {
  ...{ subject: { kind: 'text', text: 'a red field' }, without: 'clouds', filter: 'class=a|b ; year>2018;' },
  ...{ region: 'a.tif#0,0,9,9', all: true },
  ...{ page: 2, right: [], wrong: [] },
};

describe('parametersOf', () => {
  it('has each condition of the filter, and leaves out what is empty', () => {
    expect(parametersOf(query)).toMatchObject({
      ...{ text: 'a red field', without: 'clouds', filter: ['class=a|b', 'year>2018'], all: true, page: 2 },
    });
    expect(parametersOf(query)).toMatchObject({ region: 'a.tif#0,0,9,9', regionShare: 0.001 });
    expect(parametersOf({ ...query, region: '' })).not.toHaveProperty('regionShare');
    expect(parametersOf({ ...query, without: '', filter: ' ', page: 1 })).toMatchObject({
      ...{ without: undefined, filter: [], page: undefined },
    });
  });

  it('what is marked says what fits', () => {
    expect(parametersOf({ ...query, right: ['x'] })).toMatchObject({ all: false, right: ['x'] });
  });

  it('an item is right, once', () => {
    const parameters = parametersOf({ ...query, subject: { kind: 'items', id: 'x' }, right: ['y', 'x'] });
    expect(parameters).toMatchObject({ right: ['x', 'y'] });
    expect(parameters).not.toHaveProperty('text');
  });
});

describe('addressOf', () => {
  it.each([query, { ...query, subject: { kind: 'items', id: 'coast/a b.tif' } as const, page: 1 }])(
    'is read back: %o',
    (one) => expect(queryOf(addressOf(one) as string)).toEqual(one),
  );

  it('an image has none, and an address without a search has none', () => {
    expect(addressOf({ ...query, subject: { kind: 'image', file: new File([], 'a.png') } })).toBeNull();
    expect(queryOf('?page=3')).toBeNull();
    expect(queryOf('?text=a&page=x')?.page).toBe(1);
  });
});
