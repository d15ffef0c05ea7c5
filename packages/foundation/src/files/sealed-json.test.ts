import { expect, it } from 'vitest';
import { sealJson, unsealJson } from './sealed-json';

const texts = [
  `${JSON.stringify({ a: [1, { b: '},"checksum":"' }], c: 'é' }, null, 1)}\n`,
  JSON.stringify({ step: 0, images: [] }),
];

it.each(texts)('seals %j and gives it back', (json) => {
  const sealed = sealJson(json);
  expect(Object.keys(JSON.parse(sealed)).at(-1)).toBe('checksum');
  expect(unsealJson(sealed)).toEqual({ json, seal: 'kept' });
  expect(unsealJson(json)).toEqual({ json, seal: 'absent' });
});

it.each(texts)('no flipped bit of it is kept: %j', (json) => {
  const sealed = Buffer.from(sealJson(json));
  for (let bit = 0; bit < 8 * sealed.length; bit++) {
    const flipped = Buffer.from(sealed);
    flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
    const { seal, json: found } = unsealJson(flipped.toString());
    // Where the seal itself is not recognised, its field is left, and a reader that knows its fields refuses that.
    expect(seal === 'broken' || (seal === 'absent' && found === flipped.toString())).toBe(true);
  }
});
