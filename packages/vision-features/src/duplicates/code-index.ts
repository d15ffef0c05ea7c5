import { bitCount } from './bit-count';
import { CODE_WORDS } from './descriptor-code';

/** Bits of the part of a code that has to be the same. */
const KEY_BITS = 20;
const KEYS = 1 << KEY_BITS;
/** Codes that differ in more bits do not match. */
const MOST_BITS = 10;
/** A key that more codes have is of what every image has, as a straight edge, and is passed over. */
const MOST_CODES = 256;

/** Finds codes that differ in few bits. */
export interface CodeIndex {
  /**
   * Calls `found` with the place of each code below `end` that matches, once.
   *
   * @param end - Codes from this place on are not looked at.
   */
  match(low: number, high: number, end: number, found: (place: number) => void): void;
}

/**
 * Three tables of codes by 20 of their 64 bits, in each of which a code is found that has the same 20: M. Norouzi, A. Punjani and D. Fleet,
 * Fast search in Hamming space with multi-index hashing, CVPR 2012.
 *
 * @param codes - [n, 2].
 */
export function indexCodes(codes: Int32Array): CodeIndex {
  const count = codes.length / CODE_WORDS;
  const tables = [0, 1, 2].map((table) => tableOf(codes, count, table));
  const seen = new Uint32Array(count);
  let stamp = 0;
  return {
    match(low, high, end, found) {
      stamp++;
      for (const [table, { starts, places }] of tables.entries()) {
        const key = keyOf(low, high, table);
        const first = starts[key] as number;
        const last = starts[key + 1] as number;
        if (last - first > MOST_CODES) continue;
        for (let at = first; at < last; at++) {
          const place = places[at] as number;
          if (place >= end) break;
          if (seen[place] === stamp) continue;
          seen[place] = stamp;
          const bits =
            bitCount(low ^ (codes[place * CODE_WORDS] as number)) +
            bitCount(high ^ (codes[place * CODE_WORDS + 1] as number));
          if (bits <= MOST_BITS) found(place);
        }
      }
    },
  };
}

interface Table {
  /** Of each key, the first of its entries in `places`, [keys + 1]. */
  readonly starts: Int32Array;
  /** Ascending for each key. */
  readonly places: Int32Array;
}

function tableOf(codes: Int32Array, count: number, table: number): Table {
  const key = (place: number): number =>
    keyOf(codes[place * CODE_WORDS] as number, codes[place * CODE_WORDS + 1] as number, table);
  const starts = new Int32Array(KEYS + 1);
  for (let place = 0; place < count; place++) {
    const next = key(place) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let at = 0; at < KEYS; at++) starts[at + 1] = (starts[at + 1] as number) + (starts[at] as number);
  const free = starts.slice(0, KEYS);
  const places = new Int32Array(count);
  for (let place = 0; place < count; place++) {
    const at = key(place);
    places[free[at] as number] = place;
    free[at] = (free[at] as number) + 1;
  }
  return { starts, places };
}

/** Bits 0 … 19 of each word, or the rest of both. */
function keyOf(low: number, high: number, table: number): number {
  if (table === 0) return low & (KEYS - 1);
  if (table === 1) return high & (KEYS - 1);
  return ((low >>> KEY_BITS) | ((high >>> KEY_BITS) << 12)) & (KEYS - 1);
}
