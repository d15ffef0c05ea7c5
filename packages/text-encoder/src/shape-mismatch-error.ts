/** A tensor whose shape does not fit; `null` stands for any size. */
export class ShapeMismatchError extends Error {
  override readonly name = 'ShapeMismatchError';

  /**
   * @param tensor - Which tensor.
   * @param actual - Its shape.
   * @param expected - The shape that would fit.
   * @param remedy - What to do about it, as a sentence.
   */
  constructor(
    readonly tensor: string,
    readonly actual: readonly (number | null)[],
    readonly expected: readonly (number | null)[],
    readonly remedy: string,
  ) {
    super(`${tensor} has shape ${print(actual)}, expected ${print(expected)}. ${remedy}`);
  }
}

/** Throws {@link ShapeMismatchError} unless the shape has the expected rank and sizes. */
export function checkShape(
  tensor: string,
  actual: readonly (number | null)[],
  expected: readonly (number | null)[],
  remedy: string,
): void {
  const fits = actual.length === expected.length && expected.every((size, i) => size === null || size === actual[i]);
  if (!fits) throw new ShapeMismatchError(tensor, actual, expected, remedy);
}

function print(shape: readonly (number | null)[]): string {
  return `[${shape.map((size) => size ?? '?').join(', ')}]`;
}
