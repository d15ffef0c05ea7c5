import { Vocabulary } from '@rs-sam/text-encoder';
import { expect, it } from 'vitest';
import { describeInit } from './describe-init';

const known = Vocabulary.fromCaptions(['a plane on a runway']);

it('counts the new words, names ten of them, and counts the words that do not occur', () => {
  const describe = (...captions: string[]) => describeInit('runs/a', known, known.extendedBy(captions));
  expect(describe('a plane')).toBe('Starts from runs/a: 0 words are new, and 2 of the checkpoint do not occur here.');
  expect(describe('a ship on a runway')).toBe(
    'Starts from runs/a: 1 word is new (ship), and 1 of the checkpoint does not occur here.',
  );
  expect(describe('b c d e f g h i j k l m')).toBe(
    'Starts from runs/a: 12 words are new (b, c, d, e, f, g, h, i, j, k and 2 more), and 4 of the checkpoint do not occur here.',
  );
});
