import { hasCode, RsSamError } from './rs-sam-error';

const CODE = 'RS_SAM_SHAPE_MISMATCH';

/** The size of each axis; null stands for any size. */
export type Shape = readonly (number | null)[];

/** A tensor has a shape that does not fit. */
export class ShapeMismatchError extends RsSamError {
  override readonly name = 'ShapeMismatchError';
  override readonly code = CODE;

  constructor(
    /** Which tensor, as `words`. */
    readonly tensor: string,
    readonly actual: Shape,
    /** What would fit, and why: `regions [2, 64, 2048]`, or a shape in which `?` is any size. */
    readonly expected: string,
    /** What to do about it, as a sentence. */
    readonly remedy: string,
  ) {
    super(`${tensor} has the shape ${formatShape(actual)}, which does not fit ${expected}. ${remedy}`);
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasCode(value, CODE);
  }
}

/** @throws ShapeMismatchError unless the shape has the expected rank and sizes; null stands for any size. */
export function checkShape(tensor: string, actual: Shape, expected: Shape, remedy: string): void {
  const fits =
    actual.length === expected.length && expected.every((size, axis) => size === null || size === actual[axis]);
  if (!fits) throw new ShapeMismatchError(tensor, actual, formatShape(expected), remedy);
}

/** As `[2, ?, 300]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.map((size) => size ?? '?').join(', ')}]`;
}
