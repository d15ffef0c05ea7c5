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

/** One line of JSON for each item, the row first. */
export function formatItems(items: Iterable<StoredItem>): string {
  const parts: string[] = [];
  for (const { row, ...rest } of items) parts.push(JSON.stringify({ row, ...rest }), '\n');
  return parts.join('');
}
