import { expect, it } from 'vitest';
import { UNKNOWN_ID } from '../text/special-tokens';
import { Vocabulary } from '../vocabulary/vocabulary';
import { extendVocabulary } from './extend-vocabulary';
import { pretrainedRows } from './pretrained-rows';
import { wordTable } from './pretrained-words';

const words = ['plane', 'zeppelin', 'quay'];
const vectors = [Float32Array.of(3, 4), Float32Array.of(0, -2), Float32Array.of(1, 0)];
const pretrained = wordTable({ source: 'a test', dimension: 2, words }, (index) => vectors[index] as Float32Array);
const vocabulary = Vocabulary.fromCaptions(['two planes', 'a plane']);

it('gives ids behind the vocabulary to words that the table has, and names what stands for each', () => {
  const captions = ['a zeppelin above a zyzzyva', ['quay', 'zeppelin', 'plane']];
  const { encode, unseen, substitutes } = extendVocabulary(vocabulary, captions, { pretrained });
  const { size } = vocabulary;
  expect(encode('a zeppelin above a zyzzyva')).toEqual([1, vocabulary.idOf('a'), size, 3, vocabulary.idOf('a'), 3, 2]);
  expect(encode(['quay', 'plane'], { boundaries: false })).toEqual([size + 1, vocabulary.idOf('plane')]);
  expect(unseen).toEqual({ words: ['zeppelin', 'quay'], rows: Float32Array.of(0, -1, 1, 0), dimension: 2 });
  expect(substitutes).toEqual([
    { word: 'zeppelin', by: 'vector', read: ['zeppelin'] },
    { word: 'above', by: 'unknown', read: ['<unk>'] },
    { word: 'zyzzyva', by: 'unknown', read: ['<unk>'] },
    { word: 'quay', by: 'vector', read: ['quay'] },
  ]);
});

it('reads misspelled words as the known words that are meant, before it looks for a vector', () => {
  const captions = ['a baseball field', 'the bridge', 'the brigde'].flatMap((text) => Array(10).fill(text));
  const trained = Vocabulary.fromCaptions(captions, { spellings: new Map([['brigde', ['bridge']]]) });
  const right = ['a', 'baseball', 'field', 'bridge', 'the', 'feild'];
  const dictionary = wordTable({ source: 'a test', dimension: 1, words: right }, () => Float32Array.of(1));
  const text = 'a baseballfield, the brigde, a bridgee, a feild';
  const reader = extendVocabulary(trained, [text], { pretrained: dictionary });
  expect(reader.substitutes).toEqual([
    { word: 'baseballfield', by: 'spelling', read: ['baseball', 'field'] },
    { word: 'brigde', by: 'spelling', read: ['bridge'] },
    { word: 'bridgee', by: 'spelling', read: ['bridge'] },
    { word: 'feild', by: 'vector', read: ['feild'] },
  ]);
  expect(reader.wordsOf(text).join(' ')).toBe('a baseball field the bridge a bridge a feild');
  const known = trained.encode('a baseball field the bridge a bridge a', { boundaries: false });
  expect(reader.encode(text, { boundaries: false })).toEqual([...known, trained.size]);
  const plain = extendVocabulary(trained, [text], { pretrained: dictionary, vectors: false });
  expect(plain.unseen.words).toEqual([]);
  expect(plain.substitutes.at(-1)).toEqual({ word: 'feild', by: 'unknown', read: ['<unk>'] });
  // An unknown word is shown as it was written; its id is that of <unk>.
  expect(plain.wordsOf('a feild')).toEqual(['a', 'feild']);
  expect(plain.encode('feild', { boundaries: false })).toEqual([UNKNOWN_ID]);
  // Without a table, the spellings of the vocabulary hold.
  const [, second] = extendVocabulary(trained, [text]).substitutes;
  expect(second).toEqual({ word: 'brigde', by: 'spelling', read: ['bridge'] });
});

it('is the vocabulary where there is no table', () => {
  const { encode, unseen } = extendVocabulary(vocabulary, ['a zeppelin']);
  expect(encode('a zeppelin')).toEqual(vocabulary.encode('a zeppelin'));
  expect(unseen.words).toEqual([]);
  expect(() => extendVocabulary(vocabulary, 'a zeppelin')).toThrow('The option captions is "a zeppelin"');
  expect(() => extendVocabulary(vocabulary, [], { pretrained: 3 as never })).toThrow('a table of pretrained words');
});

it('has unit vectors for the words of a vocabulary; those of other words are random and depend on the word alone', () => {
  const { rows, missing } = pretrainedRows(vocabulary, pretrained);
  const row = (of: Float32Array, id: number) => [...of.subarray(2 * id, 2 * id + 2)];
  expect(row(rows, vocabulary.idOf('plane'))).toEqual([0.6, 0.8].map((value) => expect.closeTo(value, 6)));
  expect(missing).toEqual(['<pad>', '<start>', '<end>', '<unk>', 'a', 'planes', 'two']);
  for (let id = 0; id < vocabulary.size; id++) expect(Math.hypot(...row(rows, id))).toBeCloseTo(1, 6);
  const other = Vocabulary.fromCaptions(['planes planes']);
  const again = pretrainedRows(other, pretrained).rows;
  expect(row(again, other.idOf('planes'))).toEqual(row(rows, vocabulary.idOf('planes')));
  expect(row(rows, vocabulary.idOf('two'))).not.toEqual(row(rows, vocabulary.idOf('planes')));
});
