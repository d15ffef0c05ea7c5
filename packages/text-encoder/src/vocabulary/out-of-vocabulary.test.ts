import { describe, expect, it } from 'vitest';
import { outOfVocabulary } from './out-of-vocabulary';
import { Vocabulary } from './vocabulary';

const vocabulary = Vocabulary.fromCaptions(['a plane on a runway']);

describe('outOfVocabulary', () => {
  it('counts running and different words, the most frequent unknown one first', () => {
    expect(outOfVocabulary(vocabulary, ['A dock and a boat', ['a', 'boat', '<end>']])).toEqual({
      words: 8,
      unknownWords: 4,
      rate: 0.5,
      types: 5,
      unknown: [
        { word: 'boat', count: 2 },
        { word: 'and', count: 1 },
        { word: 'dock', count: 1 },
      ],
    });
  });

  it('has a rate of 0 where there is no word', () => {
    expect(outOfVocabulary(vocabulary, ['', '...']).rate).toBe(0);
  });

  it('refuses one caption in place of a list', () => {
    const vocabulary = Vocabulary.fromCaptions(['a plane']);
    expect(() => outOfVocabulary(vocabulary, 'a plane')).toThrow('put a single caption into an array');
  });
});
