import { hasCode, RsSamError } from './rs-sam-error';

const CODE = 'RS_SAM_INVALID_OPTION';

/** An option has a value that it cannot take, or there is no option of that name. */
export class InvalidOptionError extends RsSamError {
  override readonly name = 'InvalidOptionError';
  override readonly code = CODE;

  constructor(
    /** The option, with its place in a nested object, as `decay.factor`. */
    readonly option: string,
    readonly value: unknown,
    /** What it may be: the end of the sentence "it must be …". */
    readonly expected: string,
  ) {
    super(`The option ${option} is ${formatValue(value)}; it must be ${expected}.`);
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasCode(value, CODE);
  }
}

/** A value as JSON, cut to a readable length. JSON has no NaN, no undefined and no functions: those are given as JavaScript names them. */
export function formatValue(value: unknown): string {
  const json = typeof value === 'number' || typeof value === 'bigint' ? String(value) : safeJson(value);
  return json.length > 80 ? `${json.slice(0, 77)}…` : json;
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? (typeof value === 'function' ? 'a function' : String(value));
  } catch {
    return Object.prototype.toString.call(value);
  }
}
