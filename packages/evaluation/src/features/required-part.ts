import type { CaptionDataset } from '@rs-sam/datasets';
import { partOf, splitOf } from '@rs-sam/datasets/splits';
import { RsSamError } from '@rs-sam/foundation/errors';
import { checkFeatures, type FeatureSource } from './feature-source';

/** The data set has no images in a part of its split. */
export class EmptyPartError extends RsSamError {
  override readonly name = 'EmptyPartError';
  override readonly code = 'RS_SAM_EMPTY_PART';

  constructor(
    readonly part: string,
    readonly parts: readonly string[],
    /** The name of the data set, where there are several. */
    readonly dataset: string | null = null,
  ) {
    super(
      `The data set${dataset === null ? '' : ` ${dataset}`} has no images in the part "${part}"; its parts are: ${parts.join(', ') || 'none'}. Name one of them, or apply a split.`,
    );
  }
}

/**
 * The images of a part of the split, whose features are all in the store.
 *
 * @param name of the data set, for errors, where there are several.
 * @throws EmptyPartError, FeaturesMissingError
 */
export function requiredPart(
  dataset: CaptionDataset,
  part: string,
  features: FeatureSource,
  name: string | null = null,
): CaptionDataset {
  const found = partOf(dataset, part);
  if (found.images.length === 0) throw new EmptyPartError(part, Object.keys(splitOf(dataset).parts), name);
  checkFeatures(
    features,
    part,
    found.images.map(({ file }) => file),
    name,
  );
  return found;
}
