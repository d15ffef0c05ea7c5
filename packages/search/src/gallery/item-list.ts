import type { StoredItem } from './gallery-item';

const LINE_END = 10;
const ROW = '{"row":'.length;

/** The items of a gallery as lines of JSON, of which each is parsed when it is needed: a million of them are not held as objects. */
export interface ItemList {
  readonly count: number;
  /** The item at a place of the list, from 0. */
  at(place: number): StoredItem;
  /** Its row alone, without parsing the rest. */
  row(place: number): number;
}

/** The items of the lines that {@link formatItems} wrote; the caller has verified them by their hash. */
export function itemList(bytes: Uint8Array): ItemList {
  const starts = [0];
  for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, end + 1)) starts.push(end + 1);
  const decoder = new TextDecoder();
  return {
    count: starts.length - 1,
    at: (place) => JSON.parse(decoder.decode(bytes.subarray(starts[place], starts[place + 1]))),
    row(place) {
      let row = 0;
      for (let at = (starts[place] as number) + ROW; isDigit(bytes[at]); at++)
        row = 10 * row + (bytes[at] as number) - 48;
      return row;
    },
  };
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

/** Items whose lines are joined at a time: one string of all could be longer than the longest. */
const AT_ONCE = 10_000;

/** One line of JSON for each item, the row first. */
export function formatItems(items: readonly StoredItem[]): Uint8Array {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    const lines = items
      .slice(start, start + AT_ONCE)
      .map(({ row, ...rest }) => `${JSON.stringify({ row, ...rest })}\n`);
    parts.push(encoder.encode(lines.join('')));
  }
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  return bytes;
}
