import {
  findSpellings,
  isCompactWords,
  packPretrainedWords,
  parsePretrainedWords,
  wordTable,
} from '@rs-sam/text-encoder/pretrained';

const vectors: Readonly<Record<string, readonly number[]>> = { runway: [0.6, 0.8], field: [1, 0], baseball: [0, 1] };
const table = wordTable({ source: 'an example', dimension: 2, words: Object.keys(vectors) }, (index) =>
  Float32Array.from(Object.values(vectors)[index] ?? []),
);
const bytes = await packPretrainedWords(table); // 4 bits a number
const read = await parsePretrainedWords(bytes, 'example.words');
console.log(isCompactWords(bytes), read.words.length, read.vectorOf('violin') === undefined); // true 3 true

const captions = Array.from({ length: 20 }, () => 'a baseball field beside the runway');
const spellings = findSpellings([...captions, 'a baseballfield beside the runwya'], read);
console.log(spellings.map(({ word, read }) => `${word}: ${read.join(' ')}`)); // ["baseballfield: baseball field","runwya: runway"]
