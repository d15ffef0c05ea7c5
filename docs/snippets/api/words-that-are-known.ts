import { writeFile } from 'node:fs/promises';
import { Vocabulary } from '@rs-sam/text-encoder';
import { readPretrainedWords } from '@rs-sam/text-encoder/node';
import { checkKnownWords, extendVocabulary } from '@rs-sam/text-encoder/pretrained';

// Vectors of your own, in GloVe's format; they have the norm 1 when they are read.
await writeFile('vectors.txt', 'runway 3 4\nseaplane 1 1\n');
const pretrained = await readPretrainedWords('vectors.txt');
const runway = pretrained.vectorOf('runway') ?? new Float32Array();
console.log(pretrained.words, Math.hypot(...runway).toFixed(3)); // ["runway","seaplane"] 1.000

// A query is refused where nothing in it can be read: its ranking would have no meaning.
const vocabulary = Vocabulary.fromCaptions(['Two planes on the runway.']);
const problemOf = (query: string) => {
  try {
    checkKnownWords(query, extendVocabulary(vocabulary, [query], { pretrained }).substitutes);
    return null;
  } catch (error) {
    return (error as Error).name;
  }
};
console.log(problemOf('a seaplane'), problemOf('two zyzzyvas'), problemOf('a zyzzyva')); // null null NoKnownWordError
