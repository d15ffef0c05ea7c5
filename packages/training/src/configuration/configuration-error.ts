/** A configuration that cannot be trained; every field that is wrong is named. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(
    /** What is wrong, a field each. */
    readonly problems: readonly ConfigurationProblem[],
  ) {
    super(
      `The configuration cannot be used. ${problems
        .map(
          ({ field, value, expected }) => `${field} is ${JSON.stringify(value) ?? 'missing'}; it must be ${expected}.`,
        )
        .join(' ')}`,
    );
  }
}

/** One field of a configuration that is wrong. */
export interface ConfigurationProblem {
  /** As `decay.factor`. */
  readonly field: string;
  readonly value: unknown;
  /** The end of the sentence "it must be …". */
  readonly expected: string;
}
