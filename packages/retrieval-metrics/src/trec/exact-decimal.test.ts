import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactDecimal } from './exact-decimal';

it.each([
  '0',
  '-0',
  '7',
  '12.5',
  '-0.000001',
  '.5',
  '5.',
  '-.25',
  '999999999999999',
  '0.1234567890123456',
  '00000000000000000000012',
])('reads %s', (text) => {
  expect(exactDecimal(`<${text}>`, 1, 1 + text.length)).toBe(Number(text));
});

it.each([
  '',
  '-',
  '.',
  '-.',
  '1.2.3',
  '--1',
  '+1',
  '1e5',
  '0x10',
  'inf',
  '1_0',
  '9007199254740993',
  '0.00000000000000000000001',
])('leaves %j to the reader of every notation', (text) => {
  expect(exactDecimal(text, 0, text.length)).toBeUndefined();
});

it('rounds as Number does', () => {
  const decimals = fc.stringMatching(/^-?\d{1,9}(\.\d{0,12})?$/);
  fc.assert(
    fc.property(decimals, (text) => {
      expect([Number(text), undefined]).toContain(exactDecimal(text, 0, text.length));
    }),
  );
});
