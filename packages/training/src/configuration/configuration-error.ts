import { RsSamError } from '@rs-sam/foundation/errors';

/** A configuration is invalid; `problems` has every wrong field. */
export class ConfigurationError extends RsSamError {
  override readonly name = 'ConfigurationError';
  override readonly code = 'RS_SAM_CONFIGURATION';

  constructor(
    /** One entry per wrong field. */
    readonly problems: readonly ConfigurationProblem[],
  ) {
    super(
      `The configuration is invalid. ${problems
        .map(
          ({ field, value, expected }) => `${field} is ${JSON.stringify(value) ?? 'missing'}; it must be ${expected}.`,
        )
        .join(' ')}`,
    );
  }
}

/** A wrong field of a configuration. */
export interface ConfigurationProblem {
  /** Path of the field, such as `decay.factor`. */
  readonly field: string;
  readonly value: unknown;
  /** The end of the sentence "it must be …". */
  readonly expected: string;
}
