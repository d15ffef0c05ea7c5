// One ranking and what each measure says about it: d1 is very relevant, d3 and d9 are relevant, d2 is not, d4 and d5 are unjudged.
import { queryMap } from '@rs-sam/retrieval-metrics';
import {
  bpref,
  count,
  dcg,
  expectedReciprocalRank,
  f1,
  hitRate,
  interpolatedPrecision,
  judgedShare,
  type Measure,
  normalisedExpectedReciprocalRank,
  precision,
  rbp,
  recall,
  rPrecision,
} from '@rs-sam/retrieval-metrics/measures';
import { evaluateRankings, rankRun } from '@rs-sam/retrieval-metrics/ranking';

const run = queryMap({ q: { d1: 0.9, d2: 0.8, d3: 0.7, d4: 0.6, d5: 0.5 } });
const ranked = rankRun(run, queryMap({ q: { d1: 2, d2: 0, d3: 1, d9: 1 } }));
const figures = (...list: Measure[]) =>
  evaluateRankings(ranked, list).map(({ name, mean }) => `${name} ${Number(mean.toFixed(3))}`);

const at = 5;
console.log(figures(precision({ at }), recall({ at }), f1({ at }), hitRate({ at }))); // ["P@5 0.4","R@5 0.667","F1@5 0.5","hit@5 1"]
console.log(figures(rPrecision(), interpolatedPrecision({ recall: 0.5 }), bpref())); // ["Rprec 0.667","IPrec@0.5 0.667","bpref 0.333"]

// With grades and a user who reads downwards.
console.log(figures(dcg({ at }), rbp({ persistence: 0.5 }))); // ["DCG@5 2.5","RBP(p=0.5) 0.625"]
const scale = { maxGrade: 2 };
console.log(figures(expectedReciprocalRank(scale), normalisedExpectedReciprocalRank(scale))); // ["ERR(max=2) 0.771","nERR(max=2) 0.967"]

// Whether the judgements are of this run.
console.log(figures(judgedShare({ at }), count('num_rel'), count('num_rel_ret'))); // ["Judged@5 0.6","num_rel 3","num_rel_ret 2"]
