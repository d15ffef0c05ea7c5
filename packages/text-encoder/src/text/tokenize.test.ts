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

  it('is stable: the words of the joined words are the words', () => {
    const words = tokenize("It's a semi-circular harbour; 4 boats’ wakes.");
    expect(tokenize(words.join(' '))).toEqual(words);
  });
});
