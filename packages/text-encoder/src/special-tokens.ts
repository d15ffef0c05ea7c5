/** The words that every vocabulary begins with; a word's place is its id, so `<pad>` is 0. */
export const SPECIAL_TOKENS = ['<pad>', '<start>', '<end>', '<unk>'] as const;

/** Id of the padding: the encoder reads nothing from it. */
export const PAD_ID = 0;
/** Id that opens a caption. */
export const START_ID = 1;
/** Id that closes a caption. */
export const END_ID = 2;
/** Id of every word that the vocabulary does not hold. */
export const UNKNOWN_ID = 3;
