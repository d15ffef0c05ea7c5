import { groupBy } from '@rs-sam/foundation/collections';
import { type Random, shuffled } from '@rs-sam/foundation/random';

/** Attempted swaps per item: enough to make the result independent of the order of dealing. */
const SWAPS_PER_ITEM = 8;

/**
 * Deals every item exactly once into hands of at most `size`, so that no hand has two items of one key.
 *
 * Items of a key go to successive hands, which satisfies the constraint. Then items of random hands are exchanged if the constraint still
 * holds: a symmetric Markov chain whose limit is uniform over the valid deals. The number of hands is minimal, max(⌈items / size⌉, the most
 * items of one key), and their sizes differ by one at most.
 */
export function deal<T>(items: readonly T[], keyOf: (item: T) => unknown, size: number, random: Random): T[][] {
  const groups = shuffled([...groupBy(items, keyOf).values()], random);
  const count = groups.reduce((most, group) => Math.max(most, group.length), Math.ceil(items.length / size));
  const hands = Array.from({ length: count }, (): T[] => []);
  groups
    .flatMap((group) => shuffled(group, random))
    .forEach((item, i) => {
      (hands[i % count] as T[]).push(item);
    });
  exchange(hands, keyOf, items.length * SWAPS_PER_ITEM, random);
  return shuffled(hands, random);
}

function exchange<T>(hands: T[][], keyOf: (item: T) => unknown, attempts: number, random: Random): void {
  if (hands.length < 2) return;
  const keys = hands.map((hand) => new Set(hand.map(keyOf)));
  const below = (limit: number) => Math.floor(random() * limit);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [a, b] = [below(hands.length), below(hands.length)];
    const [handA, handB] = [hands[a] as T[], hands[b] as T[]];
    const [i, j] = [below(handA.length), below(handB.length)];
    const [itemA, itemB] = [handA[i] as T, handB[j] as T];
    const [keyA, keyB] = [keyOf(itemA), keyOf(itemB)];
    const [keysA, keysB] = [keys[a] as Set<unknown>, keys[b] as Set<unknown>];
    if (a === b || (keyA !== keyB && (keysA.has(keyB) || keysB.has(keyA)))) continue;
    handA[i] = itemB;
    handB[j] = itemA;
    keysA.delete(keyA);
    keysA.add(keyB);
    keysB.delete(keyB);
    keysB.add(keyA);
  }
}
