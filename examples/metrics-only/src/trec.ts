// Reads a TREC run and its qrels. Prints a table with 95 % intervals.
import { fileURLToPath } from 'node:url';
import { averagePrecision, ndcg, reciprocalRank } from '@rs-sam/retrieval-metrics/measures';
import { readQrelsFile, readRunFile } from '@rs-sam/retrieval-metrics/node';
import { evaluateRankings, rankRun } from '@rs-sam/retrieval-metrics/ranking';
import { bootstrapInterval } from '@rs-sam/retrieval-metrics/statistics';
import { plainTable } from '@rs-sam/retrieval-metrics/tables';

const sample = ['run.txt', 'qrels.txt'].map((file) => fileURLToPath(new URL(`../data/${file}`, import.meta.url)));
const [run, qrels] = (process.argv.length > 3 ? process.argv.slice(2) : sample) as [string, string];

const ranked = rankRun(await readRunFile(run), await readQrelsFile(qrels));
const reports = evaluateRankings(ranked, [averagePrecision(), ndcg({ at: 5 }), reciprocalRank()]);
const columns = reports.map(({ name }) => ({ name, decimals: 3 }));
const values = reports.map((report) => bootstrapInterval(report.values));
console.log(plainTable({ columns, rows: [{ name: 'run', values }] }));
