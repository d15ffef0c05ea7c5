// Classification of scenes by frozen regions. It needs neither tfjs nor Node.
export { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
export type { ClassAccuracy, ClassificationReport } from './classification-report';
export {
  type LinearClassifier,
  type LinearClassifierOptions,
  type StrengthTrial,
  trainLinearClassifier,
} from './linear-classifier';
export { poolRegions } from './pool-regions';
export type { LabelledFeatures, SoftmaxWeights } from './softmax-regression';
