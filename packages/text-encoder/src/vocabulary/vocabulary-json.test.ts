import { describe, expect, it } from 'vitest';
import { Vocabulary } from './vocabulary';
import { parseVocabularyJson, VocabularyFormatError } from './vocabulary-json';

const good = JSON.parse(JSON.stringify(Vocabulary.fromCaptions(['a plane on a runway'])));
const words: string[] = good.words;

describe('parseVocabularyJson', () => {
  it('reads what a vocabulary writes', () => {
    expect(parseVocabularyJson(good)).toEqual(good);
  });

  it.each([
    ['the value', null],
    ['the value', 'text'],
    ['format', {}],
    ['version', { ...good, version: 2 }],
    ['minCount', { ...good, minCount: 0 }],
    ['words', { ...good, words: 'a' }],
    ['counts', { ...good, counts: undefined }],
    ['counts', { ...good, counts: good.counts.slice(1) }],
    ['words[0]', { ...good, words: ['<PAD>', ...words.slice(1)] }],
    ['words[4]', { ...good, words: words.with(4, '') }],
    ['words[5]', { ...good, words: words.with(5, words[4] as string) }],
    ['counts[6]', { ...good, counts: good.counts.with(6, -1) }],
    ['counts[6]', { ...good, counts: good.counts.with(6, '3') }],
    ['spellings', { ...good, spellings: [] }],
    ['spellings', { ...good, spellings: null }],
    ['spellings.plnae', { ...good, spellings: { plnae: 'plane' } }],
    ['spellings.plnae', { ...good, spellings: { plnae: [] } }],
    ['spellings.plane', { ...good, spellings: { plane: ['plane'] } }],
  ])('names %s when that is wrong', (field, json) => {
    expect(() => parseVocabularyJson(json)).toThrow(expect.objectContaining({ name: 'VocabularyFormatError', field }));
    expect(() => parseVocabularyJson(json)).toThrow(VocabularyFormatError);
  });
});
