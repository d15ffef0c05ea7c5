import { RsSamError } from '@rs-sam/foundation/errors';

/** The command was called with wrong arguments or options; the exit code is 2. */
export class UsageError extends RsSamError {
  override readonly name = 'UsageError';
  override readonly code = 'RS_SAM_USAGE';
}

/** Names of library errors about a value from the command line or its files. */
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

/** Whether an error means wrong usage of the command. */
export function isUsageError(error: unknown): boolean {
  return error instanceof Error && WRONG_VALUES.has(error.name);
}
