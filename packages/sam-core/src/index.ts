export type { AlignmentOptions, Direction } from './alignment-options';
export { InvalidOptionError, NonFiniteError, ShapeMismatchError } from './errors';
export { type AlignmentExplanation, explain } from './explain';
export type { GateWeights } from './gate-weights';
export { l2Normalize } from './l2-normalize';
export { CrossAttention, type CrossAttentionArgs } from './layers/cross-attention';
export { FeatureGate, type FeatureGateArgs } from './layers/feature-gate';
export { MeanCosineSimilarity } from './layers/mean-cosine-similarity';
export { SemanticAlignment, type SemanticAlignmentArgs } from './layers/semantic-alignment';
export { type AlignmentOperands, type ScoreAllPairsOptions, scoreAllPairs } from './score-all-pairs';
export {
  type CaptionSource,
  type ImageSource,
  placeScores,
  type ScoreBlock,
  type ScoreGalleryOptions,
  scoreGallery,
  type WordBlock,
} from './score-gallery';
export { type BatchLabels, NEGATIVES, type Negatives, type TripletLossOptions, tripletLoss } from './triplet-loss';
export { wordMask } from './word-mask';
