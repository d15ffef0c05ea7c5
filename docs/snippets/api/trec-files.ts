import { formatRun, queryMap, readRun, relevanceFromPairs } from '@rs-sam/retrieval-metrics';
import { readRunFile, writeQrelsFile, writeRunFile } from '@rs-sam/retrieval-metrics/node';

const run = queryMap({ q1: { d1: 0.9, d2: 0.4 } });
await writeRunFile('mine.run', run, 'mine');
await writeQrelsFile('qrels.txt', queryMap({ q1: { d1: 1 } }));
console.log((await readRunFile('mine.run')).get('q1')?.get('d1')); // 0.9

const lines = [...formatRun(run, 'mine')];
console.log(lines.length, (await readRun(lines)).size); // 2 1

// Relevance of pairs: item 0 belongs to both queries.
const pairs: [number, number][] = [
  [0, 0],
  [1, 0],
  [1, 2],
];
console.log([...relevanceFromPairs(pairs, 2, 3).offsets]); // [0,1,3]
