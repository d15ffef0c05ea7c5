export { type AuditOptions, auditTable, type ClaimAudit, type TableAudit } from './audit/audit-table';
export type { Contradiction } from './audit/contradictions';
export type { PublishedDirection, PublishedRow } from './audit/published-table';
export { type CaptionIdentityBound, captionIdentityBound } from './cross-modal/caption-identity-bound';
export { classPerfectLine } from './cross-modal/class-perfect-line';
export {
  type CrossModalIntervals,
  crossModalIntervals,
  type DirectionIntervals,
} from './cross-modal/cross-modal-intervals';
export type { DirectionReport } from './cross-modal/direction-report';
export { type CrossModalOptions, type CrossModalReport, evaluateCrossModal } from './cross-modal/evaluate-cross-modal';
export type { ProtocolName } from './cross-modal/protocol';
export * from './errors';
export { type FusionOptions, fuseRuns } from './fusion/fuse-runs';
export type { Normalisation } from './fusion/normalise-scores';
export { reciprocalRerank } from './fusion/reciprocal-rerank';
export { sumScores } from './fusion/sum-scores';
export { averagePrecision } from './measures/average-precision';
export { bpref } from './measures/bpref';
export { type DcgOptions, dcg, ndcg } from './measures/dcg';
export { f1 } from './measures/f1';
export type { Gain } from './measures/gain';
export { hitRate } from './measures/hit-rate';
export type { Measure, MeasureOptions } from './measures/measure';
export { precision } from './measures/precision';
export { rPrecision } from './measures/r-precision';
export { type RbpOptions, rbp } from './measures/rbp';
export { recall } from './measures/recall';
export { reciprocalRank } from './measures/reciprocal-rank';
export { evaluateRankings, type MeasureReport } from './ranking/evaluate-rankings';
export { type QueryMap, queryMap } from './ranking/query-map';
export { rankOrders } from './ranking/rank-orders';
export { type RankRunOptions, rankItems, rankRun } from './ranking/rank-run';
export { rankScores } from './ranking/rank-scores';
export type { RankedQuery, TieGroup } from './ranking/ranked-query';
export { rankingOf } from './ranking/ranking-of';
export {
  captionRelevance,
  classRelevance,
  invertRelevance,
  type Relevance,
  type RelevantPair,
  relevanceFromPairs,
} from './relevance';
export { type ScoreRow, type Scores, scoreMatrix, transposeScores } from './scores';
export { adjustPValues, type Correction } from './statistics/adjust-p-values';
export { type BootstrapOptions, bootstrapInterval, type Interval } from './statistics/bootstrap';
export { type CompareOptions, compareSystems, type System, type SystemComparison } from './statistics/compare-systems';
export { pairedTTest, type TTestResult } from './statistics/paired-t-test';
export { type RandomisationOptions, randomisationTest, type TestResult } from './statistics/randomisation-test';
export { latexTable } from './tables/latex-table';
export { markdownTable } from './tables/markdown-table';
export { plainTable } from './tables/plain-table';
export { significanceMark } from './tables/significance-mark';
export type { ResultTable, TableColumn, TableValue } from './tables/table';
export type { EmptyPolicy, TiePolicy } from './tie-policy';
export type { TextChunks } from './trec/lines';
export { formatQrels, readQrels } from './trec/qrels';
export { formatRun, readRun, streamRun } from './trec/run';
