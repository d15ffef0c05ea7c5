import { writeFile } from 'node:fs/promises';
import { formatQrels, formatRun, queryMap, randomisationTest } from '@rs-sam/retrieval-metrics';
import { reciprocalRank } from '@rs-sam/retrieval-metrics/measures';
import { readQrelsFile, streamRunFile } from '@rs-sam/retrieval-metrics/node';
import { rankItems } from '@rs-sam/retrieval-metrics/ranking';

// Eight queries: system A finds the relevant item first each time, system B second.
const queries = Array.from({ length: 8 }, (_, i) => `q${i + 1}`);
const forAll = (items: Readonly<Record<string, number>>) =>
  queryMap(Object.fromEntries(queries.map((query) => [query, items])));
await writeFile('judged.txt', [...formatQrels(forAll({ d1: 1 }))]);
await writeFile('a.run', [...formatRun(forAll({ d1: 2, d2: 1 }), 'a')]);
await writeFile('b.run', [...formatRun(forAll({ d1: 1, d2: 2 }), 'b')]);

// A run may be larger than memory: one query at a time is read.
const qrels = await readQrelsFile('judged.txt');
const valuesOf = async (file: string) => {
  const values: number[] = [];
  for await (const [query, scores] of streamRunFile(file)) {
    values.push(reciprocalRank().of(rankItems(query, scores, qrels.get(query) ?? new Map())));
  }
  return values;
};
const [a, b] = [await valuesOf('a.run'), await valuesOf('b.run')];
console.log(randomisationTest(a, b)); // {"difference":0.5,"pValue":0.0078125}
