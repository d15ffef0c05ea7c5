import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { describe, expect, it } from 'vitest';
import { EmptyVocabularyError, Vocabulary } from './vocabulary';

const captions = ['A plane, a runway.', 'Two planes on a runway', ['a', 'Custom-token']];

describe('Vocabulary', () => {
  it('begins with the special tokens and goes from frequent to rare, ties by code unit', () => {
    const { words, counts, size } = Vocabulary.fromCaptions(captions);
    expect(words).toEqual([
      ...['<pad>', '<start>', '<end>', '<unk>'],
      ...['a', 'runway', 'Custom-token', 'on', 'plane', 'planes', 'two'],
    ]);
    expect(counts).toEqual([0, 0, 0, 0, 4, 2, 1, 1, 1, 1, 1]);
    expect(size).toBe(11);
  });

  it('does not depend on the order of the captions', () => {
    expect(Vocabulary.fromCaptions([...captions].reverse()).words).toEqual(Vocabulary.fromCaptions(captions).words);
  });

  it('leaves out words below the minimum count', () => {
    const vocabulary = Vocabulary.fromCaptions(captions, { minCount: 2 });
    expect(vocabulary.words.slice(4)).toEqual(['a', 'runway']);
    expect(vocabulary.minCount).toBe(2);
    expect(vocabulary.has('plane')).toBe(false);
    expect(vocabulary.idOf('plane')).toBe(vocabulary.idOf('<unk>'));
  });

  it('does not count special tokens that captions hold', () => {
    expect(Vocabulary.fromCaptions([['<start>', 'a', '<end>']]).words).toEqual([
      '<pad>',
      '<start>',
      '<end>',
      '<unk>',
      'a',
    ]);
  });

  it('is extended: its words keep their ids, the new ones follow, and the counts are summed', () => {
    const before = Vocabulary.fromCaptions(captions, { minCount: 2 });
    const more = ['a ship', 'the ship and the runway', '<unk> quay'];
    const after = before.extendedBy(more, { minCount: 1 });
    expect(after.words).toEqual([...before.words, 'ship', 'the', 'and', 'quay', 'unk']);
    expect(after.counts).toEqual([0, 0, 0, 0, 5, 3, 2, 2, 1, 1, 1]);
    expect(before.extendedBy(more).words).toEqual([...before.words, 'ship', 'the']);
    expect(after.extendedBy([]).toJSON()).toEqual(after.toJSON());
    expect(() => before.extendedBy(captions, { minCount: 0 })).toThrow(InvalidOptionError);
  });

  it('knows words that are names of object properties from others', () => {
    const vocabulary = Vocabulary.fromCaptions(['constructor']);
    expect(vocabulary.idOf('constructor')).toBe(4);
    expect(vocabulary.has('__proto__')).toBe(false);
  });

  it('refuses captions without a frequent word', () => {
    expect(() => Vocabulary.fromCaptions(['. .', ''])).toThrow(EmptyVocabularyError);
    expect(() => Vocabulary.fromCaptions(['one of each'], { minCount: 2 })).toThrow(
      '2 times or more in the 1 captions',
    );
  });

  it.each([0, 1.5, Number.NaN])('refuses a minimum count of %d', (minCount) => {
    expect(() => Vocabulary.fromCaptions(captions, { minCount })).toThrow(InvalidOptionError);
  });

  it('refuses a misspelt option, and one caption in place of a list', () => {
    expect(() => Vocabulary.fromCaptions(captions, { mincount: 2 } as never)).toThrow(
      'has the options minCount, spellings.',
    );
    expect(() => Vocabulary.fromCaptions('a plane')).toThrow('put a single caption into an array');
    expect(() => Vocabulary.fromCaptions(captions).encode('a plane', { boundary: false } as never)).toThrow(
      'Vocabulary.encode has the options boundaries, maxLength.',
    );
  });

  it('encodes with and without boundaries, unknown words as <unk>, and decodes', () => {
    const vocabulary = Vocabulary.fromCaptions(captions);
    expect(vocabulary.encode('A blimp on a RUNWAY!')).toEqual([1, 4, 3, 7, 4, 5, 2]);
    expect(vocabulary.encode('A blimp', { boundaries: false })).toEqual([4, 3]);
    expect(vocabulary.encode('', { boundaries: false })).toEqual([]);
    expect(vocabulary.encode('')).toEqual([1, 2]);
    expect(vocabulary.decode([1, 4, 3, 99, 2])).toEqual(['<start>', 'a', '<unk>', '<unk>', '<end>']);
  });

  it('cuts words, never <end>', () => {
    const vocabulary = Vocabulary.fromCaptions(captions);
    expect(vocabulary.encode('a plane on a runway', { maxLength: 4 })).toEqual([1, 4, 8, 2]);
    expect(vocabulary.encode('a plane', { maxLength: 1, boundaries: false })).toEqual([4]);
    expect(() => vocabulary.encode('a plane', { maxLength: 2 })).toThrow('at least 3');
  });

  it('comes back from JSON as it was', () => {
    const vocabulary = Vocabulary.fromCaptions(captions, { minCount: 1 });
    const loaded = Vocabulary.fromJSON(JSON.parse(JSON.stringify(vocabulary)));
    expect(loaded).toEqual(vocabulary);
    expect(loaded.encode('a plane')).toEqual(vocabulary.encode('a plane'));
  });

  it('reads misspelled words as those that are meant', () => {
    const spellings = new Map([
      ['plnae', ['plane']],
      ['arunway', ['a', 'runway']],
    ]);
    const misspelled = ['A plnae, arunway.', 'Two planes on a runway', ['a', 'Custom-token']];
    const vocabulary = Vocabulary.fromCaptions(misspelled, { spellings });
    expect(vocabulary.words).toEqual(Vocabulary.fromCaptions(captions).words);
    expect(vocabulary.counts).toEqual(Vocabulary.fromCaptions(captions).counts);
    expect(vocabulary.encode('a plnae on arunway')).toEqual(vocabulary.encode('a plane on a runway'));
    expect(vocabulary.wordsOf('A plnae on arunway')).toEqual(['a', 'plane', 'on', 'a', 'runway']);
    const loaded = Vocabulary.fromJSON(JSON.parse(JSON.stringify(vocabulary)));
    expect(loaded).toEqual(vocabulary);
    expect(loaded.encode('a plnae')).toEqual(loaded.encode('a plane'));
    const more = new Map([
      ['plnae', ['planet']],
      ['plane', ['planet']],
      ['boaat', ['boat']],
    ]);
    const extended = vocabulary.extendedBy(['a boaat', 'plnae'], { spellings: more });
    // Neither a word of the vocabulary nor a spelling that it has changes.
    expect([...extended.spellings]).toEqual(
      expect.arrayContaining([
        ['plnae', ['plane']],
        ['boaat', ['boat']],
      ]),
    );
    expect(extended.spellings.has('plane')).toBe(false);
    expect(extended.words.slice(vocabulary.size)).toEqual(['boat']);
    expect(JSON.parse(JSON.stringify(Vocabulary.fromCaptions(captions)))).not.toHaveProperty('spellings');
  });
});
