import { seededRandom } from '@rs-sam/foundation/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deal } from './deal';

const keysOf = (counts: readonly number[]) => counts.flatMap((count, key) => Array.from({ length: count }, () => key));

describe('deal', () => {
  it('deals every item once, no key twice in a hand, into the smallest number of hands, of nearly equal size', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 9 }), fc.integer(), (perKey, size, seed) => {
        const items = keysOf(perKey).map((key, id) => ({ key, id }));
        const hands = deal(items, ({ key }) => key, size, seededRandom(seed));
        expect(
          hands
            .flat()
            .map(({ id }) => id)
            .sort((a, b) => a - b),
        ).toEqual(items.map(({ id }) => id));
        for (const hand of hands) expect(new Set(hand.map(({ key }) => key)).size).toBe(hand.length);
        const sizes = hands.map((hand) => hand.length);
        expect(Math.max(...sizes)).toBeLessThanOrEqual(size);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        expect(hands).toHaveLength(Math.max(Math.ceil(items.length / size), ...perKey));
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('does not depend on the order of dealing: all pairs of keys meet about equally often', () => {
    const items = keysOf(Array.from({ length: 12 }, () => 3));
    const meetings = Array.from({ length: 12 }, () => Array.from({ length: 12 }, () => 0));
    for (let seed = 0; seed < 400; seed++) {
      for (const hand of deal(items, (key) => key, 4, seededRandom(seed))) {
        for (const a of hand)
          for (const b of hand) if (a !== b) (meetings[a] as number[])[b] = (meetings[a]?.[b] ?? 0) + 1;
      }
    }
    // Each of the 3 × 12 items sits with 3 others, spread over 11 keys.
    const expected = (400 * 3 * 3) / 11;
    const all = meetings.flatMap((row, a) => row.filter((_, b) => a !== b));
    expect(Math.min(...all)).toBeGreaterThan(0.75 * expected);
    expect(Math.max(...all)).toBeLessThan(1.25 * expected);
  });
});
