import { expect, it } from 'vitest';
import { fileNameClass, folderClass, withClassNames } from './class-names';
import type { ParsedImage } from './parsed-image';

const image = (file: string, className: string | null = null): ParsedImage => ({
  file,
  className,
  split: null,
  captions: [],
  source: 'a',
  position: null,
});
const classes = (files: readonly string[]) =>
  withClassNames(
    files.map((file) => image(file)),
    'auto',
  ).map((i) => i.className);

it.each([
  ['baseball_diamond_12.jpg', 'baseball_diamond'],
  ['x/storage tank (3).png', 'storage tank'],
  ['airport-7.tif', 'airport'],
  ['00012.jpg', null],
  ['12.tif', null],
  ['P0012_0001.jpg', null],
  ['harbour.jpg', null],
])('reads the class of %s as %s', (file, expected) => {
  expect(fileNameClass(file)).toBe(expected);
});

it('takes a folder as the class unless it is a split', () => {
  expect([folderClass('x/airport/1.jpg'), folderClass('test/1.jpg'), folderClass('1.jpg')]).toEqual([
    'airport',
    null,
    null,
  ]);
});

it('takes the first source that distinguishes classes', () => {
  expect(classes(['images/1.jpg', 'images/2.jpg'])).toEqual([null, null]);
  expect(classes(['a/1.jpg', 'a/2.jpg', 'b/1.jpg', 'b/2.jpg'])).toEqual(['a', 'a', 'b', 'b']);
  expect(classes(['i/a_1.jpg', 'i/a_2.jpg', 'i/b_1.jpg', 'i/b_2.jpg'])).toEqual(['a', 'a', 'b', 'b']);
  expect(classes(['i/img_1.jpg', 'i/img_2.jpg'])).toEqual([null, null]);
  expect(withClassNames([image('a/1.jpg', 'own'), image('b/1.jpg')], 'auto').map((i) => i.className)).toEqual([
    'own',
    null,
  ]);
  expect(withClassNames([image('a/1.jpg', 'own')], 'none')[0]?.className).toBeNull();
});
