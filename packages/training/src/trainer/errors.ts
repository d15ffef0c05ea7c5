/** The loss or a gradient is no number any more. */
export class TrainingDivergedError extends Error {
  override readonly name = 'TrainingDivergedError';

  constructor(
    readonly step: number,
    readonly loss: number,
    readonly gradientNorm: number,
    readonly files: readonly string[],
  ) {
    super(
      `At step ${step} the loss is ${loss} and the gradients' norm ${gradientNorm}, of the images ${files.slice(0, 3).join(', ')} and others. Lower learningRate, set gradientClip, or look for NaN in the feature store; the last checkpoint is from before this step.`,
    );
  }
}

/** A folder holds a run of something else. */
export class RunMismatchError extends Error {
  override readonly name = 'RunMismatchError';

  constructor(
    readonly folder: string,
    /** What differs. */
    readonly field: string,
    readonly found: unknown,
    readonly expected: unknown,
  ) {
    super(
      `${folder} holds a run with ${field} ${JSON.stringify(found)}, and this one has ${JSON.stringify(expected)}. Name another folder, or take the same ${field}.`,
    );
  }
}
