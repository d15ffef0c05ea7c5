import { RsSamError } from '@rs-sam/foundation/errors';

/** A token id that no word of the vocabulary has. */
export class TokenIdError extends RsSamError {
  override readonly name = 'TokenIdError';
  override readonly code = 'RS_SAM_TOKEN_ID';

  constructor(
    readonly id: unknown,
    /** Where it is, such as `Id 3 of caption 0`; both count from 0. */
    readonly place: string,
    /** The number of ids, where it is known. */
    readonly vocabularySize?: number,
  ) {
    const most = vocabularySize === undefined ? 'of at least 0' : `from 0 to ${vocabularySize - 1}`;
    super(
      `${place} is ${String(id)}; an id is an integer ${most}. Make ids with the encode method of the encoder's own vocabulary.`,
    );
  }
}

/**
 * @param where what has the ids, such as `caption 0`.
 * @throws TokenIdError for the first value that is not an id.
 */
export function checkIds(ids: ArrayLike<unknown>, where: string, vocabularySize?: number): void {
  const end = vocabularySize ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i];
    if (!Number.isInteger(id) || (id as number) < 0 || (id as number) >= end) {
      throw new TokenIdError(id, `Id ${i} of ${where}`, vocabularySize);
    }
  }
}
