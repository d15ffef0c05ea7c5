import { mulberry32 } from '@rs-sam/foundation/random';
import { expect, it } from 'vitest';
import { indexCodes } from './code-index';

const random = mulberry32(7);
const codes = Int32Array.from({ length: 2 * 500 }, () => random());

function found(index: ReturnType<typeof indexCodes>, low: number, high: number, end: number): number[] {
  const places: number[] = [];
  index.match(low, high, end, (place) => places.push(place));
  return places;
}

it('finds a code that differs in few bits, once, among those before the end', () => {
  const index = indexCodes(codes);
  for (const place of [0, 250, 499]) {
    const [low, high] = [codes[2 * place] as number, codes[2 * place + 1] as number];
    expect(found(index, low, high, 500)).toEqual([place]);
    // Ten bits of the second table: the first has the same key.
    expect(found(index, low, high ^ 0b11111_11111, 500)).toEqual([place]);
    expect(found(index, low, high ^ 0b11111_111111, 500)).toEqual([]);
    expect(found(index, low, high, place)).toEqual([]);
  }
});

it('passes over a key that many codes have', () => {
  // All have the same first 20 bits of both words, and different ones in the rest.
  const same = Int32Array.from({ length: 2 * 300 }, (_, i) =>
    i % 2 === 0 ? 5 | ((i >> 1) << 20) : 9 | ((i >> 1) << 20),
  );
  expect(found(indexCodes(same), same[0] as number, same[1] as number, 300)).toEqual([0]);
  const few = same.slice(0, 2 * 200);
  expect(found(indexCodes(few), few[0] as number, few[1] as number, 200).length).toBeGreaterThan(1);
});
