import { expect, it } from 'vitest';
import { parseDataset } from '../parse-dataset';
import { repeatedKey } from './repeated-key';

it('finds a key that occurs twice in one object, and only there', () => {
  expect(repeatedKey('{"a": {"b": 1}, "b": [{"b": 2}, {"b": 3}]}')).toBeUndefined();
  expect(repeatedKey('["a", "a", ":", "{"]')).toBeUndefined();
  expect(repeatedKey('{"a": 1, "b": {"c": "x", "c": 2}}')).toEqual({ key: 'c', offset: 25 });
  expect(repeatedKey('{"\\u0061": 1, "a": 2}')).toEqual({ key: 'a', offset: 14 });
  expect(repeatedKey('{"a\\":": 1, "a\\":": 2}')).toEqual({ key: 'a":', offset: 12 });
});

it('refuses a class that occurs twice in an NWPU file, with its place', () => {
  const image = (name: string) => `[{"filename": "${name}", "split": "train", "raw": "a river"}]`;
  const text = `{\n"river": ${image('1.jpg')},\n"river": ${image('2.jpg')}\n}`;
  const file = { path: 'dataset_nwpu.json', content: text };
  expect(() => parseDataset([file])).toThrow(/dataset_nwpu\.json:3:1.*"river" occurs twice/s);
});
