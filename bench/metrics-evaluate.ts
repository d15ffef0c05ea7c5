// Reads a run and its judgements and evaluates them; prints one JSON line. A process of its own, so that its peak memory is its own.
import { readQrelsFile, readRunFile } from '@rs-sam/retrieval-metrics/node';
import { evaluateRankings, rankRun } from '@rs-sam/retrieval-metrics/ranking';

const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const [runFile = '', qrelsFile = '', ...measures] = process.argv.slice(2);
const start = cpuSeconds();
const qrels = await readQrelsFile(qrelsFile);
const run = await readRunFile(runFile);
const read = cpuSeconds();
const reports = evaluateRankings(rankRun(run, qrels, { ties: 'id-descending', missing: 'skip' }), measures, {
  empty: 'zero',
});
const evaluated = cpuSeconds();
console.log(
  JSON.stringify({
    readSeconds: read - start,
    evaluateSeconds: evaluated - read,
    peakMebibytes: process.resourceUsage().maxRSS / 2 ** 10,
    means: reports.map(({ mean }) => mean),
  }),
);
