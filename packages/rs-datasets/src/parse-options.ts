import {
  checkOptions,
  integer,
  listOf,
  matching,
  type OptionRules,
  object,
  oneOf,
  text,
} from '@rs-sam/foundation/options';
import { IRREGULARITIES, POLICIES, type Policies } from './checks/irregularity';
import { FORMAT_NAMES, type FormatName } from './formats/caption-format';
import { CLASS_NAME_SOURCES, type ClassNameSource } from './formats/class-names';
import { isEncoding } from './reading/decode-text';
import type { ImageContent, ImageSize } from './reading/image-size';

/** How a data set is parsed. */
export interface ParseDatasetOptions {
  /** Default: recognised by the content of the files. */
  readonly format?: FormatName;
  /** Paths of the caption files to consider, or endings such as `*.txt`; image files are not affected. Default: all. */
  readonly only?: readonly string[];
  /** What happens with each irregularity. Default: that of `IRREGULARITIES`. */
  readonly policies?: Policies;
  /** Where class names come from; `auto`: the first of `file`, `folder` and `filename` that gives at least two. Default: `auto`. */
  readonly classNames?: ClassNameSource;
  /** Encoding of the caption files, any label of `TextDecoder`; a byte order mark in a file comes first. Default: `utf-8`. */
  readonly encoding?: string;
  /** For `scan-precomputed`: how many lines belong to an image. Default: found by comparing the rows; an error where that is open. */
  readonly captionsPerImage?: number;
  /**
   * `clean`: HTML entities are decoded, tags and invisible characters removed, and line breaks become spaces. `as-written`: captions
   * stay. Both count what they find. Default: `clean`.
   */
  readonly captionText?: CaptionText;
  /** Size of each image by path, `null` where it cannot be decoded. Default: not checked. */
  readonly imageSizes?: ReadonlyMap<string, ImageSize | null>;
  /** What the content of images says, by path. Default: not checked. */
  readonly imageContents?: ReadonlyMap<string, ImageContent>;
}

/** The values of the option `captionText`. */
const CAPTION_TEXTS = ['clean', 'as-written'] as const;
type CaptionText = (typeof CAPTION_TEXTS)[number];

const policy = oneOf(POLICIES);
const POLICY_RULES = Object.fromEntries(Object.keys(IRREGULARITIES).map((kind) => [kind, policy]));

/** The rules of the options that the functions on disk and in memory share. */
export const READING_RULES = {
  format: oneOf(FORMAT_NAMES),
  only: listOf(text('a path'), 'a list of paths'),
  policies: object('an object with a policy for each kind of irregularity'),
  classNames: oneOf(CLASS_NAME_SOURCES),
  encoding: matching("a label of the WHATWG Encoding Standard, as 'utf-8' or 'windows-1252'", isEncoding),
  captionsPerImage: integer(1),
  captionText: oneOf(CAPTION_TEXTS),
};

const RULES: OptionRules = {
  ...READING_RULES,
  imageSizes: matching('a Map from path to size', (value) => value instanceof Map),
  imageContents: matching('a Map from path to content', (value) => value instanceof Map),
};

/** @throws InvalidOptionError */
export function checkParseOptions(where: string, options: ParseDatasetOptions, rules = RULES): void {
  checkOptions(where, rules, options);
  if (options.policies !== undefined) checkOptions('policies', POLICY_RULES, options.policies);
}
