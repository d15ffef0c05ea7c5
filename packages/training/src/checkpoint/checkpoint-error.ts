/** A checkpoint that cannot be loaded. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';

  constructor(
    /** The file that is at fault. */
    readonly file: string,
    readonly problem: string,
    /** What to do next. */
    readonly remedy: string,
  ) {
    super(`${file}: ${problem} ${remedy}`);
  }
}
