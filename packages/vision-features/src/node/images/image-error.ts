/** A picture that cannot be used: which, why, and what to do next. */
export class ImageError extends Error {
  override readonly name = 'ImageError';

  constructor(
    readonly file: string,
    readonly problem: string,
    readonly remedy: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${problem} ${remedy}`, options);
  }
}
