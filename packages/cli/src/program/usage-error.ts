import { RsSamError } from '@rs-sam/foundation/errors';

/** The command was called with wrong arguments or options; the exit code is 2. */
export class UsageError extends RsSamError {
  override readonly name = 'UsageError';
  override readonly code = 'RS_SAM_USAGE';
}

/** Codes of library errors about a value from the command line or its files. */
const WRONG_VALUES: ReadonlySet<string> = new Set([
  'RS_SAM_USAGE',
  'RS_SAM_CONFIGURATION',
  'RS_SAM_NO_KNOWN_WORD',
  'RS_SAM_FILTER',
  'RS_SAM_REGION',
  'RS_SAM_INVALID_OPTION',
  'RS_SAM_UNKNOWN_BACKBONE',
  'RS_SAM_UNKNOWN_ENGINE',
  'RS_SAM_UNKNOWN_LAYER',
  'RS_SAM_UNKNOWN_MODEL',
  'RS_SAM_UNKNOWN_WEIGHTS',
]);

/** Whether an error means wrong usage of the command. */
export function isUsageError(error: unknown): boolean {
  return error instanceof RsSamError && WRONG_VALUES.has(error.code);
}
