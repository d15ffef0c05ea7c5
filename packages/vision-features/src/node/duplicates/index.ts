// Images that are the same, in part or nearly, in one data set or across several.
export { InvalidOptionError, MissingPackageError, RsSamError } from '@rs-sam/foundation/errors';
export {
  DUPLICATE_KINDS,
  type DuplicateKind,
  type DuplicatePair,
  type PairOverlap,
  SAME_KINDS,
} from '../../duplicates/duplicate-pair';
export { type FindDuplicatesOptions, findDuplicates } from '../../duplicates/find-duplicates';
export type { Fingerprint } from '../../duplicates/fingerprint';
export { ImageError } from '../images/image-error';
export { addFeatures } from './add-features';
export { type FingerprintOptions, fingerprintImages } from './fingerprint-images';
