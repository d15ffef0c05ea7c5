// Weight files of backbones: downloading, importing, listing, verifying, reading and writing them.
export { InvalidOptionError, MissingPackageError, RsSamError } from '@rs-sam/foundation/errors';
export { WeightFileError } from '../../weights/errors';
export { WeightsMismatchError } from '../../weights/identify-backbone';
export type { WeightSet } from '../../weights/weight-set';
export { type ImportWeightsOptions, importWeights } from './import-weights';
export type { InstalledWeights } from './installed-weights';
export { UnknownWeightsError } from './known-weights';
export { type ListedWeights, listWeights } from './list-weights';
export { WeightsDamagedError, WeightsUnreachableError } from './pull-errors';
export type { PullProgress, PullWeightsOptions } from './pull-options';
export { pullWeights } from './pull-weights';
export { type BackboneWeightsOptions, NoWeightsError, readBackboneWeights } from './read-backbone-weights';
export { readWeights } from './read-weights';
export { verifyWeights, type WeightsVerdict } from './verify-weights';
export { weightsFolder } from './weights-folder';
export { writeWeights } from './write-weights';
