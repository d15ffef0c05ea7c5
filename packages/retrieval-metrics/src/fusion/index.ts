export { type FusionOptions, fuseRuns } from './fuse-runs';
export type { Normalisation } from './normalise-scores';
export { reciprocalRerank } from './reciprocal-rerank';
export { sumScores } from './sum-scores';
export { type TunedWeights, type TuningOptions, tuneWeights } from './tune-weights';
export { type HubnessBank, withoutHubness } from './without-hubness';
