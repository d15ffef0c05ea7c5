import { describe, expect, it } from 'vitest';
import { tokenize } from './tokenize';

describe('tokenize', () => {
  it.each([
    ['There is a piece of farmland .', ['there', 'is', 'a', 'piece', 'of', 'farmland']],
    ["There's a children’s park, isn't there?", ["there's", 'a', "children's", 'park', "isn't", 'there']],
    ['A blue-green T-junction.', ['a', 'blue', 'green', 't', 'junction']],
    ["the 'old' workers' dormitory", ['the', 'old', 'workers', 'dormitory']],
    ['11 planes,2 runways', ['11', 'planes', '2', 'runways']],
    ['Ｃａｆｅ\u0301 PLAÇA', ['café', 'plaça']],
    ['tab\tnew\nline', ['tab', 'new', 'line']],
  ])('%j', (caption, words) => {
    expect(tokenize(caption)).toEqual(words);
  });

  it.each(['', '   ', '. , - !', '🛬'])('finds no words in %j', (caption) => {
    expect(tokenize(caption)).toEqual([]);
  });

  it.each([
    ['soft hyphen', 'air\u00adport'],
    ['zero-width space', 'air\u200bport'],
    ['zero-width non-joiner', 'air\u200cport'],
    ['zero-width joiner', 'air\u200dport'],
    ['word joiner', 'air\u2060port'],
    ['byte-order mark', 'air\ufeffport'],
    ['direction mark', 'air\u200eport'],
    ['combining grapheme joiner', 'air\u034fport'],
    ['variation selector', 'air\ufe0fport'],
  ])('takes a word with a %s inside as one word', (_, word) => {
    expect(tokenize(word)).toEqual(['airport']);
  });

  it.each(["'", '\u2019', '\u2018', '\u201b', '\u02bc', '\u02b9', '\uff07', '\u2032', '\u00b4', '\ua78c', '\u055a'])(
    'takes %j inside a word as an apostrophe',
    (apostrophe) => {
      expect(tokenize(`the airport${apostrophe}s runway`)).toEqual(['the', "airport's", 'runway']);
      expect(tokenize(`an ${apostrophe}old${apostrophe} pier`)).toEqual(['an', 'old', 'pier']);
    },
  );

  it.each(['\u2764\ufe0f', '\u200b', '\u00ad', '\u0301', '\ud83d\udc68\u200d\u2708\ufe0f', '\u3164'])(
    'finds no word in %j: a mark or an invisible character alone is none',
    (caption) => {
      expect(tokenize(caption)).toEqual([]);
    },
  );

  it('is stable: the words of the joined words are the words', () => {
    const words = tokenize("It's a semi-circular harbour; 4 boats’ wakes.");
    expect(tokenize(words.join(' '))).toEqual(words);
  });
});
