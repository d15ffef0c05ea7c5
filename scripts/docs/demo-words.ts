// tsx docs/demo-words.ts <file>: the 12,000 most frequent words of @rs-sam/pretrained, as a table for the page of the demo.
import { writeFile } from 'node:fs/promises';
import { readGloveWords } from '@rs-sam/pretrained/node';
import { packPretrainedWords, wordTable } from '@rs-sam/text-encoder/pretrained';

const WORDS = 12_000;
const [file = ''] = process.argv.slice(2);
const { source, dimension, words, vectorOf } = await readGloveWords();
const kept = words.slice(0, WORDS);
const table = wordTable({ source, dimension, words: kept }, (index) => vectorOf(kept[index] as string) as Float32Array);
await writeFile(file, await packPretrainedWords(table));
