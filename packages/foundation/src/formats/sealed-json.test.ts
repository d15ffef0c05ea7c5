import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { formatSealedJson, sealOf } from './sealed-json';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const value = {
  version: 2,
  recall: { 10: 0.1, 1: 1e-7 },
  names: ['á', '__proto__'],
  none: null,
  nested: { '-1': [true] },
};

it('carries a hash that its content has', () => {
  const seal = sealOf(JSON.parse(formatSealedJson(value, sha256)));
  expect(seal.sha256).toBe(sha256(seal.text));
});

it('detects every flipped bit that leaves it JSON of another content', () => {
  const bytes = Buffer.from(formatSealedJson(value, sha256));
  const same = JSON.stringify(JSON.parse(bytes.toString()));
  let changed = 0;
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7));
    let json: object;
    try {
      json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(flipped));
    } catch {
      continue;
    }
    if (JSON.stringify(json) === same) continue;
    changed++;
    const seal = sealOf(json);
    expect(seal.sha256).not.toBe(sha256(seal.text));
  }
  expect(changed).toBeGreaterThan(100);
});
