import { expect, it } from 'vitest';
import { requirePart } from './require-part';

const dataset = (...splits: (string | null)[]) => ({ images: splits.map((split) => ({ split })) }) as never;

it('accepts a part with images; otherwise lists the parts and names the options that help', () => {
  requirePart(dataset('train', 'val'), 'val', '');
  expect(() => requirePart(dataset('train', 'train', 'val'), 'test', 'Choose one with --part.')).toThrow(
    'The split has no images in the part "test". Its parts are: train, val. Choose one with --part.',
  );
  expect(() => requirePart(dataset(null), 'test', 'Give one with --split.')).toThrow(
    'The data set has no split. Give one with --split.',
  );
});
