import { expect, it } from 'vitest';
import type { StoredItem } from './gallery-item';
import { formatItems, itemList } from './item-list';

const item = (row: number, file: string): StoredItem => ({
  ...{ row, id: file, file, width: 8, height: 9, bytes: 10, sha256: 'a'.repeat(64), thumbnail: [row, 5] },
  metadata: { text: 'two\nlines' },
});

it('is read as it was written, the row also alone', () => {
  const items = [item(0, 'a.tif'), item(12_345, 'ü"\n.tif')];
  const list = itemList(formatItems(items));
  expect(list.count).toBe(2);
  expect([list.at(0), list.at(1)]).toEqual(items);
  expect([list.row(0), list.row(1)]).toEqual([0, 12_345]);
});

it('takes more items than are joined at once, and none', () => {
  const list = itemList(formatItems(Array.from({ length: 10_001 }, (_, row) => item(row, `${row}.tif`))));
  expect(list.count).toBe(10_001);
  expect(list.at(10_000).file).toBe('10000.tif');
  expect(itemList(formatItems([])).count).toBe(0);
});
