import { join, sep } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nameForFolder } from './name-for-folder';

it.each(['ucm', 'resnet-50', 'UCM captions 2.1', 'été', 'a_b.c'])('keeps %s', (name) => {
  expect(nameForFolder(name)).toBe(name);
});

it.each([
  ['../../outside', '-..-outside'],
  ['/etc/passwd', '-etc-passwd'],
  ['C:\\data', 'C--data'],
  ['..', 'data-'],
  ['', 'data-'],
  ['a\0b\n', 'a-b-'],
  ['NUL', 'data-NUL'],
  ['com1.txt', 'data-com1.txt'],
  ['name. . ', 'name'],
])('makes %j one name', (name, expected) => {
  expect(nameForFolder(name)).toBe(expected);
});

it('is one folder inside the given one, whatever a manifest says', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[./\\:~]*$/)), (name) => {
      const path = join('results', nameForFolder(name));
      expect(path.startsWith(`results${sep}`)).toBe(true);
      expect(path.split(/[\\/]/)).toHaveLength(2);
    }),
  );
});
