/** The values of a policy. */
export const POLICIES = ['keep', 'drop', 'error'] as const;

/**
 * What happens with an irregularity: `keep` the caption or image that has it, `drop` it, or stop with an `error`.
 * `IRREGULARITIES` has the exact effect for each kind.
 */
export type Policy = (typeof POLICIES)[number];

interface Irregularity {
  readonly meaning: string;
  /** `error` where continuing would corrupt a result without any sign, otherwise tolerant. */
  readonly default: Policy;
  /** The effect of the policy `keep`. */
  readonly keep: string;
  /** The effect of the policy `drop`. */
  readonly drop: string;
}

/** Every irregularity that is looked for, in the order of the checks. Each is counted, whatever its policy. */
export const IRREGULARITIES = {
  skippedFile: {
    meaning: 'no file (pipe, socket, device), broken link, or link out of the folder',
    default: 'keep',
    keep: 'not read',
    drop: 'not read',
  },
  alteredFile: {
    meaning: 'file edited or damaged since rs-sam wrote it',
    default: 'keep',
    keep: 'read as it is',
    drop: 'read as it is',
  },
  printedList: {
    meaning: 'caption that looks like a printed list and cannot be read as one',
    default: 'error',
    keep: 'kept as one caption',
    drop: 'the caption is dropped',
  },
  tokensDiffer: {
    meaning: 'tokens that differ from their raw caption',
    default: 'keep',
    keep: 'the raw caption is used',
    drop: 'the caption is dropped',
  },
  markup: {
    meaning: 'caption with HTML entities or tags',
    default: 'keep',
    keep: 'decoded and removed (as written with captionText)',
    drop: 'the caption is dropped',
  },
  lineBreak: {
    meaning: 'caption with a line break inside',
    default: 'keep',
    keep: 'a space instead (as written with captionText)',
    drop: 'the caption is dropped',
  },
  invisibleCharacter: {
    meaning: 'caption with invisible characters',
    default: 'keep',
    keep: 'removed (as written with captionText)',
    drop: 'the caption is dropped',
  },
  fewLevels: {
    meaning: 'image of 16 bits whose values use few of 256 levels',
    default: 'keep',
    keep: 'kept; map their range to 0 … 255 (extract --stretch 2,98 or --range)',
    drop: 'the image is dropped',
  },
  emptyCaption: {
    meaning: 'caption empty or only punctuation',
    default: 'drop',
    keep: 'kept as a caption',
    drop: 'the caption is dropped',
  },
  repeatedFile: {
    meaning: 'file named by several entries of one split',
    default: 'keep',
    keep: 'one image with the captions of all entries',
    drop: 'entries after the first are dropped',
  },
  fileInTwoSplits: {
    meaning: 'file in more than one split',
    default: 'error',
    keep: 'one image per split',
    drop: 'kept in test, else in val, else in the first split, and dropped from the others',
  },
  duplicateCaption: {
    meaning: 'caption repeated within its image',
    default: 'keep',
    keep: 'kept',
    drop: 'captions after the first are dropped',
  },
  sharedCaption: {
    meaning: 'caption that an earlier image has, too',
    default: 'keep',
    keep: 'kept',
    drop: 'dropped from every image but the first',
  },
  captionCount: {
    meaning: 'number of captions differs from most images',
    default: 'keep',
    keep: 'kept',
    drop: 'the image is dropped',
  },
  imageWithoutCaptions: {
    meaning: 'image without captions',
    default: 'drop',
    keep: 'kept as an image with no captions',
    drop: 'the image is dropped',
  },
  extensionDiffers: {
    meaning: 'extension of the image file differs from the caption file',
    default: 'keep',
    keep: 'the file found is used',
    drop: 'the image is dropped',
  },
  ambiguousImage: {
    meaning: 'several image files fit the name',
    default: 'error',
    keep: 'the first by path is used',
    drop: 'the image is dropped',
  },
  captionsWithoutImage: {
    meaning: 'captions whose image is not in the folder',
    default: 'keep',
    keep: 'kept, with the file name of the caption file',
    drop: 'the image is dropped',
  },
  unreadableImage: {
    meaning: 'image that cannot be decoded',
    default: 'error',
    keep: 'kept',
    drop: 'the image is dropped',
  },
  imageSize: {
    meaning: 'image size differs from most images',
    default: 'keep',
    keep: 'kept',
    drop: 'the image is dropped',
  },
  unknownSplit: {
    meaning: 'split that is none of train, val and test',
    default: 'keep',
    keep: 'kept; in no training, validation or test unless named',
    drop: 'the image is dropped',
  },
  missingSplit: {
    meaning: 'image without a split where others have one',
    default: 'keep',
    keep: 'kept, with split null',
    drop: 'the image is dropped',
  },
  missingClass: {
    meaning: 'image without a class where others have one',
    default: 'keep',
    keep: 'kept, with className null',
    drop: 'the image is dropped',
  },
} as const satisfies Record<string, Irregularity>;

export type IrregularityKind = keyof typeof IRREGULARITIES;

/** Policies that replace the defaults. */
export type Policies = { readonly [kind in IrregularityKind]?: Policy };
