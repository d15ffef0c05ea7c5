/** A weight file lacks a layer or one of its weights. */
export class MissingWeightError extends Error {
  override readonly name = 'MissingWeightError';

  constructor(
    readonly source: string,
    readonly layer: string,
    readonly weight: string,
    present: readonly string[],
  ) {
    super(
      `${source} has no ${weight} for the layer ${layer}; it holds ${
        present.length === 0 ? 'no weights' : `${present.length} arrays, such as ${present.slice(0, 4).join(', ')}`
      }. Is it a file for this backbone, and for its classifier where one is asked for?`,
    );
  }
}

/** A weight of a file has another shape than its layer. */
export class WeightShapeError extends Error {
  override readonly name = 'WeightShapeError';

  constructor(
    readonly source: string,
    readonly layer: string,
    readonly weight: string,
    readonly expected: readonly number[],
    readonly found: readonly number[],
  ) {
    super(
      `${source}: the ${weight} of the layer ${layer} has shape [${found.join(', ')}], expected [${expected.join(', ')}]. Choose the file that belongs to this backbone.`,
    );
  }
}

/** A weight file cannot be read as what it seems to be. */
export class WeightFileError extends Error {
  override readonly name = 'WeightFileError';

  constructor(
    readonly source: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${source} ${reason}`, options);
  }
}
