export {
  type CrossModalIntervals,
  crossModalIntervals,
  type DirectionIntervals,
} from './cross-modal/cross-modal-intervals';
export type { DirectionReport } from './cross-modal/direction-report';
export { type CrossModalOptions, type CrossModalReport, evaluateCrossModal } from './cross-modal/evaluate-cross-modal';
export type { ProtocolName } from './cross-modal/protocol';
export { InvalidOptionError, NotANumberError, RsSamError } from './errors';
export { fuseRuns } from './fusion/fuse-runs';
export { type QueryMap, queryMap } from './ranking/query-map';
export { captionRelevance, classRelevance, type Relevance, relevanceFromPairs } from './relevance';
export { scoreMatrix } from './score-matrix';
export type { Scores } from './scores';
export { randomisationTest } from './statistics/randomisation-test';
export type { EmptyPolicy, TiePolicy } from './tie-policy';
export { formatQrels, readQrels } from './trec/qrels';
export { formatRun, readRun, streamRun } from './trec/run';
