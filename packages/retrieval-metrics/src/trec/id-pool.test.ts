import { expect, it } from 'vitest';
import { IdPool } from './id-pool';

/** Reads every id from the middle of a text. */
const readWith = (pool: IdPool) => (id: string) => pool.of(`<${id}>`, 1, 1 + id.length);

it.each([0, 7, 5000, Number.POSITIVE_INFINITY])(
  'gives every id as it is, the first %d as parts of the text',
  (unpooled) => {
    const read = readWith(new IdPool(unpooled));
    const ids = Array.from({ length: 20_000 }, (_, i) => `clueweb09-en${i % 9000}`);
    expect(ids.map(read)).toEqual(ids);
  },
);

it('tells ids apart that are parts of each other, empty or outside ASCII', () => {
  const read = readWith(new IdPool(0));
  const ids = ['a', 'ab', 'b', '', 'aba', 'é', 'e\u0301', '🚀', '🚁', 'a'];
  expect([...ids, ...ids].map(read)).toEqual([...ids, ...ids]);
});
