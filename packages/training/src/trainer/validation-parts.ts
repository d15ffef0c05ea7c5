import type { FeatureSource } from '@rs-sam/evaluation';
import { type CaptionEncoding, type Gallery, galleryOf, requiredPart } from '@rs-sam/evaluation/gallery';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import type { TrainingData } from '../sources/join-sources';

/** The validation part of one data set. */
export interface ValidationPart {
  /** Of the data set, where there are several. */
  readonly name: string | null;
  readonly features: FeatureSource;
  readonly gallery: Gallery;
}

/**
 * The validation part of each data set; none where the configuration has none.
 *
 * @throws EmptyPartError, FeaturesMissingError
 */
export function validationParts(
  { sources }: TrainingData,
  { validationPart }: TrainingConfiguration,
  words: CaptionEncoding,
): ValidationPart[] {
  if (validationPart === null) return [];
  return sources.map((source) => {
    const name = sources.length > 1 ? source.name : null;
    const part = requiredPart(source.dataset, validationPart, source.features, name);
    return { name, features: source.features, gallery: galleryOf(part, words) };
  });
}
