import { expect, it } from 'vitest';
import { formatChecksumList, parseChecksumList } from './checksum-list';

const LIST = formatChecksumList({ b: '02', a: '01' });

it('reads what it wrote, in the order of the names, and nothing else', () => {
  expect([...(parseChecksumList(LIST) as Map<string, string>)]).toEqual([
    ['a', '01'],
    ['b', '02'],
  ]);
  expect(parseChecksumList('{"files":{}}')).toBeNull();
  expect(parseChecksumList('notes')).toBeNull();
});

it('no flipped bit of it is kept', () => {
  const bytes = Buffer.from(LIST);
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
    expect(parseChecksumList(flipped.toString()), `bit ${bit}`).toBe('damaged');
  }
});
