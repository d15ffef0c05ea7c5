/**
 * What is done with an irregularity: `keep` what is there, `drop` the caption or image that has it, or stop with an `error`.
 * What exactly each means is said in the table of irregularities.
 */
export type Policy = 'keep' | 'drop' | 'error';

interface Irregularity {
  readonly meaning: string;
  /** Tolerant where reality is merely untidy; `error` where going on would corrupt a result without a sign. */
  readonly default: Policy;
  readonly keep: string;
  readonly drop: string;
}

/** Every irregularity that is looked for, in the order of the checks. Each is counted whatever its policy. */
export const IRREGULARITIES = {
  emptyCaption: {
    meaning: 'caption empty or only punctuation',
    default: 'drop',
    keep: 'stays a caption',
    drop: 'the caption goes',
  },
  repeatedFile: {
    meaning: 'file named by several entries of one split',
    default: 'keep',
    keep: 'one image with the captions of all',
    drop: 'entries after the first go',
  },
  fileInTwoSplits: {
    meaning: 'file in more than one split',
    default: 'error',
    keep: 'one image per split',
    drop: 'stays in test rather than val rather than any other, and goes from the rest',
  },
  duplicateCaption: {
    meaning: 'caption repeated within its image',
    default: 'keep',
    keep: 'stays',
    drop: 'captions after the first go',
  },
  sharedCaption: {
    meaning: 'caption that an earlier image has too',
    default: 'keep',
    keep: 'stays',
    drop: 'goes from every image but the first',
  },
  captionCount: {
    meaning: 'number of captions differs from most images',
    default: 'keep',
    keep: 'stays',
    drop: 'the image goes',
  },
  imageWithoutCaptions: {
    meaning: 'image without captions',
    default: 'drop',
    keep: 'an image with no captions',
    drop: 'the image goes',
  },
  extensionDiffers: {
    meaning: "picture's extension differs from the caption file's",
    default: 'keep',
    keep: 'the picture found is taken',
    drop: 'the image goes',
  },
  ambiguousPicture: {
    meaning: 'several pictures fit the name',
    default: 'error',
    keep: 'the first by path is taken',
    drop: 'the image goes',
  },
  captionsWithoutImage: {
    meaning: 'captions whose picture is not in the folder',
    default: 'keep',
    keep: 'stays, with the name that the caption file gives',
    drop: 'the image goes',
  },
  unreadablePicture: {
    meaning: 'picture that cannot be decoded',
    default: 'error',
    keep: 'stays',
    drop: 'the image goes',
  },
  pictureSize: {
    meaning: 'picture size differs from most',
    default: 'keep',
    keep: 'stays',
    drop: 'the image goes',
  },
  missingSplit: {
    meaning: 'image without a split where others have one',
    default: 'keep',
    keep: 'stays, with split null',
    drop: 'the image goes',
  },
  missingClass: {
    meaning: 'image without a class where others have one',
    default: 'keep',
    keep: 'stays, with className null',
    drop: 'the image goes',
  },
} as const satisfies Record<string, Irregularity>;

export type IrregularityKind = keyof typeof IRREGULARITIES;

/** A policy for each irregularity that shall not be treated as its default says. */
export type Policies = { readonly [kind in IrregularityKind]?: Policy };
