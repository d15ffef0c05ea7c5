import { expect, it } from 'vitest';
import { findSpellings } from './find-spellings';

/** Right words of RSICD, in the dictionary and frequent; `trees` and `and` twice as frequent. */
const RIGHT = [
  ...['bridge', 'baseball', 'basketball', 'field', 'residential', 'playground', 'surrounded', 'those', 'house'],
  ...['trees', 'and', 'sand', 'tree', 'across', 'cross', 'divided', 'bare', 'land', 'is', 'white', 'while', 'at', 'he'],
];
const DICTIONARY = { words: [...RIGHT, 'striated', 'filed'] };
const captions = (...words: string[]) => [...Array(40).fill([...RIGHT, 'trees', 'and'].join(' ')), ...words];
const readOf = (word: string, times = 1) => {
  const found = findSpellings(captions(...Array(times).fill(word)), DICTIONARY).find((one) => one.word === word);
  return found?.read.join(' ') ?? null;
};

it.each([
  // One edit.
  ['brigde', 'bridge'],
  ['baksetball', 'basketball'],
  ['devided', 'divided'],
  ['ndividedd', null],
  // Two edits, of long words alone.
  ['playgournd', 'playground'],
  ['suttounded', 'surrounded'],
  ['bdrigee', null],
  // Two words.
  ['baseballfield', 'baseball field'],
  ['treesand', 'trees and'],
  ['issurrounded', 'is surrounded'],
  ['athe', null],
  // Several known words, or a right one.
  ['thouse', null],
  ['whie', null],
  ['aross', null],
  ['striated', null],
  ['filed', null],
  // Another first letter of a short word, a short word, a number.
  ['rhose', null],
  ['hes', null],
  ['br1dge', null],
])('%s: %s', (word, meant) => {
  expect(readOf(word)).toBe(meant);
});

it('keeps a word that is not much rarer than the known one, but splits it', () => {
  expect(readOf('devided', 10)).toBe('divided');
  expect(readOf('devided', 11)).toBeNull();
  expect(readOf('bareland', 1000)).toBe('bare land');
});

it('keeps words near a rare one', () => {
  expect(findSpellings(['a bridge', 'a brigde'], DICTIONARY)).toEqual([]);
});

it('follows a word that is meant to the two words that it joins', () => {
  const words = [...Array(12).fill('baseballfield'), 'baseballfiled'];
  expect(findSpellings(captions(...words), DICTIONARY)).toEqual([
    { word: 'baseballfield', read: ['baseball', 'field'], count: 12 },
    { word: 'baseballfiled', read: ['baseball', 'field'], count: 1 },
  ]);
});

it('refuses one caption in place of a list', () => {
  expect(() => findSpellings('a bridge', DICTIONARY)).toThrow('The option captions is "a bridge"');
});
