const FAMILY = Symbol.for('rs-sam.error');

/**
 * The base class of every error that these packages throw on purpose.
 *
 * Each package bundles its own copy of this class, and a program may hold two versions of one package. Therefore `instanceof
 * RsSamError` is true for the errors of every copy, not only for those of the copy at hand.
 *
 * @example
 * try {
 *   scoreAllPairs(operands, options);
 * } catch (error) {
 *   if (error instanceof RsSamError && error.code === 'RS_SAM_SHAPE_MISMATCH') console.error(error.message);
 *   else throw error;
 * }
 */
export abstract class RsSamError extends Error {
  /** The kind of error, such as `RS_SAM_SHAPE_MISMATCH`. A message may change from release to release; a code does not. */
  abstract readonly code: `RS_SAM_${string}`;

  static {
    Object.defineProperty(RsSamError.prototype, FAMILY, { value: true });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: the class at the right of `instanceof`, which may be a subclass.
    const asked = this as { readonly prototype: unknown };
    if (Function.prototype[Symbol.hasInstance].call(asked, value)) return true;
    // A subclass is recognised by its own prototype alone, the base class by the mark.
    return asked.prototype === RsSamError.prototype && typeof value === 'object' && value !== null && FAMILY in value;
  }
}

/** For a class that several packages bundle: every copy of it is one class to `instanceof`. */
export function hasCode(value: unknown, code: RsSamError['code']): boolean {
  return value instanceof RsSamError && value.code === code;
}
