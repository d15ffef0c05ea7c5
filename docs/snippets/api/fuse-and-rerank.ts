import { queryMap, scoreMatrix } from '@rs-sam/retrieval-metrics';
import { fuseRuns, reciprocalRerank, sumScores, tuneWeights, withoutHubness } from '@rs-sam/retrieval-metrics/fusion';
import { rankingOf, transposeScores } from '@rs-sam/retrieval-metrics/ranking';

const t2i = scoreMatrix([
  [0.9, 0.1],
  [0.2, 0.8],
]);
const i2t = scoreMatrix([
  [0.6, 0.2],
  [0.4, 0.5],
]);
const ensemble = sumScores([t2i, i2t]);
console.log([...rankingOf(ensemble.row(0))], transposeScores(t2i).row(0)[1]); // [0,1] 0.2
console.log(reciprocalRerank(t2i).map((ranking) => [...ranking])); // [[0,1],[1,0]]

// CSLS: what is near to everything in a bank of other queries is lowered.
console.log(withoutHubness(t2i, { toImages: i2t, toCaptions: i2t }).rows); // 2

const runs = [queryMap({ q: { a: 10, b: 6 } }), queryMap({ q: { b: 0.9, d: 0.1 } })];
console.log(fuseRuns(runs, { method: 'rrf' }).get('q')?.size); // 3
console.log(tuneWeights(runs, queryMap({ q: { b: 1 } })).weights.length); // 2
