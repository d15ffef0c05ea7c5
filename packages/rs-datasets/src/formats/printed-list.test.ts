import { expect, it } from 'vitest';
import { printedList } from './printed-list';

it.each<[string, readonly string[]]>([
  ["['a pond', 'a road']", ['a pond', 'a road']],
  ["['a pond' 'a road']", ['a pond', 'a road']],
  ["['a pond'\n 'a road']", ['a pond', 'a road']],
  ['["a pond", "a road"]', ['a pond', 'a road']],
  ["('a pond', 'a road')", ['a pond', 'a road']],
  ["('a pond',)", ['a pond']],
  ["{'a pond', 'a road'}", ['a pond', 'a road']],
  ["array(['a pond', 'a road'], dtype=object)", ['a pond', 'a road']],
  ["array(['a pond', 'a road'],\n      dtype='<U6')", ['a pond', 'a road']],
  ["np.array(['a pond'])", ['a pond']],
  ["[np.str_('a pond'), np.str_('a road')]", ['a pond', 'a road']],
  ["[u'a pond', u'a road']", ['a pond', 'a road']],
  ["[b'a pond']", ['a pond']],
  ["[list(['a pond', 'a road'])]", ['a pond', 'a road']],
  ["[['a pond'], ['a road']]", ['a pond', 'a road']],
  [
    `["the airport's runway", 'a "big" pond', 'it\\'s a road, [with] cars']`,
    ["the airport's runway", 'a "big" pond', "it's a road, [with] cars"],
  ],
  [`["a \\"big\\" pond", "caf\\u00e9\\n", "a\\\\b"]`, ['a "big" pond', 'café\n', 'a\\b']],
  ["['caf\\xe9' '\\U0001f6f3']", ['café', '🛳']],
  [' [ "a pond" ]\n', ['a pond']],
  ["['']", ['']],
  ['[]', []],
])('reads %j', (text, strings) => {
  expect(printedList(text)).toEqual(strings);
});

it.each([
  "['a pond' ... 'a road']",
  "['a pond', 'a road",
  "['a pond', a road]",
  '["a pond", 3]',
  "['a pond', 'a road'",
  "['a pond'] ['a road'] x",
  '[a pond, a road]',
])('says that %j cannot be read', (text) => {
  expect(printedList(text)).toBe('unreadable');
});

it.each([
  'a pond',
  '[unknown] a pond',
  '(left) a pond beside a road (right)',
  '"a pond"',
  "'old' pier",
  '(a pond)',
  'array of tanks',
  '{a}',
  '',
])('takes %j as a caption', (text) => {
  expect(printedList(text)).toBeNull();
});

it('takes time in proportion to the length', () => {
  for (const text of [`['${"\\'".repeat(50_000)}`, `${'['.repeat(100_000)}'a'`, `['a'${' '.repeat(99_000)}x]`])
    printedList(text);
});
