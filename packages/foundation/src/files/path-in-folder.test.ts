import { expect, it } from 'vitest';
import { nameProblem, pathProblem } from './path-in-folder';

it.each([
  ['', 'is empty'],
  ['../a.png', 'leads out of its folder'],
  ['a/../../b.png', 'leads out of its folder'],
  ['a\\..\\..\\b.png', 'leads out of its folder'],
  ['a/.. /b.png', 'leads out of its folder'],
  ['..', 'leads out of its folder'],
  ['/etc/passwd', 'is an absolute path'],
  ['\\\\host\\share', 'is an absolute path'],
  ['C:\\a.png', 'begins with a drive letter'],
  ['c:a.png', 'begins with a drive letter'],
  ['a\0.png', 'contains a NUL'],
])('refuses %j as a path: it %s', (name, problem) => {
  expect(pathProblem(name)).toBe(problem);
  expect(nameProblem(name)).not.toBeNull();
});

it.each(['a.png', 'images/a b.png', 'a..b', '...', 'a/.hidden', 'été/水.png'])('takes %j as a path', (name) => {
  expect(pathProblem(name)).toBeNull();
});

it('takes one name only where a name is wanted', () => {
  expect(nameProblem('RSICD captions (v2)')).toBeNull();
  expect(nameProblem('a/b')).toBe('is a path, not a name');
  expect(nameProblem('.')).toBe('is a path, not a name');
  expect(nameProblem('a\nb')).toBe('contains a control character');
});
