/** The first words of every vocabulary. The index of a word is its id, so `<pad>` is 0. */
export const SPECIAL_TOKENS = ['<pad>', '<start>', '<end>', '<unk>'] as const;

/** Id of the padding, which is not a word to the encoder. */
export const PAD_ID = 0;
/** Id before the first word of a caption. */
export const START_ID = 1;
/** Id behind the last word of a caption. */
export const END_ID = 2;
/** Id of every word that is not in the vocabulary. */
export const UNKNOWN_ID = 3;
