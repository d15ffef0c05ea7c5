import * as v from 'valibot';
import { expect, it } from 'vitest';
import { parseJson } from './parse-json';

const schema = v.object({ images: v.array(v.object({ name: v.string() })) });

it('gives the value of a text that has the form', () => {
  expect(parseJson('{"images":[{"name":"a.tif"}]}', schema)).toEqual({
    value: { images: [{ name: 'a.tif' }] },
    problem: null,
  });
});

it('names what is wrong: the text, a field, or the whole', () => {
  expect(parseJson('{', schema).problem).toMatch(/^is not JSON: /);
  expect(parseJson('{"images":[{"name":1}]}', schema).problem).toMatch(/^has a wrong field images\.0\.name: /);
  expect(parseJson('[]', v.string()).problem).toMatch(/^has a wrong form: /);
});
