import { RsSamError } from '@rs-sam/foundation/errors';

/** A sentence names a class that no searched image has. */
export class UnknownClassError extends RsSamError {
  override readonly name = 'UnknownClassError';
  override readonly code = 'RS_SAM_UNKNOWN_CLASS';

  constructor(
    readonly text: string,
    readonly className: unknown,
    /** Of the searched images. */
    readonly known: readonly string[],
  ) {
    const remedy =
      known.length === 0
        ? 'The images have no classes: use a data set whose captions file or image names give them.'
        : `The classes are ${known.join(', ')}.`;
    super(
      `The sentence ${JSON.stringify(text)} names the class ${JSON.stringify(className)}, which no image has. ${remedy}`,
    );
  }
}
