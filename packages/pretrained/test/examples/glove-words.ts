import { readGloveWords } from '@rs-sam/pretrained/node';

const table = await readGloveWords();
console.log(table.words.length, table.dimension); // 80000 100

const vectors = ['tarmac', 'runway', 'violin'].map((word) => table.vectorOf(word) ?? new Float32Array());
const [tarmac, runway, violin] = vectors as [Float32Array, Float32Array, Float32Array];
const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
console.log(cosine(tarmac, runway) > 2 * cosine(tarmac, violin)); // true
