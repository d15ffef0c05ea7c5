import { RsSamError } from '@rs-sam/foundation/errors';

/** The command was called with wrong arguments or options; ends it with exit code 2. */
export class UsageError extends RsSamError {
  override readonly name = 'UsageError';
  override readonly code = 'RS_SAM_USAGE';
}

/** Errors of the libraries about a value that the command line or its files gave, by name. */
const WRONG_VALUES: ReadonlySet<string> = new Set([
  'UsageError',
  'ConfigurationError',
  'InvalidOptionError',
  'UnknownBackboneError',
  'UnknownEngineError',
  'UnknownLayerError',
  'UnknownModelError',
  'UnknownWeightsError',
]);

/** Whether an error means that the command was called wrongly. */
export function isUsageError(error: unknown): boolean {
  return error instanceof Error && WRONG_VALUES.has(error.name);
}
