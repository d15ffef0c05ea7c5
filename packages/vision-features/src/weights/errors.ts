import { RsSamError } from '@rs-sam/foundation/errors';
/** A weight file has no such layer, or lacks one of its weights. */
export class MissingWeightError extends RsSamError {
  override readonly name = 'MissingWeightError';
  override readonly code = 'RS_SAM_MISSING_WEIGHT';

  constructor(
    readonly source: string,
    readonly layer: string,
    readonly weight: string,
    present: readonly string[],
  ) {
    super(
      `${source} has no ${weight} for the layer ${layer}; it has ${
        present.length === 0 ? 'no weights' : `${present.length} arrays, such as ${present.slice(0, 4).join(', ')}`
      }. Choose a file of this backbone, with the classifier if the layer belongs to it.`,
    );
  }
}

/** A weight of a file has another shape than its layer. */
export class WeightShapeError extends RsSamError {
  override readonly name = 'WeightShapeError';
  override readonly code = 'RS_SAM_WEIGHT_SHAPE';

  constructor(
    readonly source: string,
    readonly layer: string,
    readonly weight: string,
    readonly expected: readonly number[],
    readonly found: readonly number[],
  ) {
    super(
      `${source}: the ${weight} of the layer ${layer} has shape [${found.join(', ')}], expected [${expected.join(', ')}]. Choose a file of this backbone.`,
    );
  }
}

/** A weight file is missing, damaged, or of another format. */
export class WeightFileError extends RsSamError {
  override readonly name = 'WeightFileError';
  override readonly code = 'RS_SAM_WEIGHT_FILE';

  constructor(
    readonly source: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${source} ${reason}`, options);
  }
}
