import type { Position } from '../errors/place';

/** A caption as a format parsed it. */
export interface ParsedCaption {
  readonly text: string;
  /** The file of this caption, where it is not that of the image. */
  readonly source?: string;
  /** The words that a second field has, joined, where a format has one and this text does not come from it. */
  readonly tokens?: string;
  readonly position: Position | null;
}

/** An image as a format parsed it. The checks merge and drop later. */
export interface ParsedImage {
  /** As the caption file writes it. */
  readonly file: string;
  /** The path of its file in the folder, once it has been found. */
  readonly path?: string;
  readonly split: string | null;
  readonly className: string | null;
  readonly captions: readonly ParsedCaption[];
  /** The caption file with this image, and the position in it. */
  readonly source: string;
  readonly position: Position | null;
}

/** The path of its file, or the name in the caption file while that is not known. */
export const pathOf = (image: ParsedImage): string => image.path ?? image.file;

const SPELLINGS: Readonly<Record<string, string>> = {
  training: 'train',
  // COCO's images that Karpathy's split adds to the training images.
  restval: 'train',
  dev: 'val',
  valid: 'val',
  validation: 'val',
  testing: 'test',
};

/** The names of parts that commands use on their own. */
export const TRAIN_VAL_TEST: ReadonlySet<string | null> = new Set(['train', 'val', 'test']);

/** `val` for `dev`, `valid` and `validation`, `train` for `training` and `restval`, `test` for `testing`, `null` for an empty name; others are unchanged. */
export function splitName(written: string | number | boolean | null | undefined): string | null {
  const name = String(written ?? '')
    .trim()
    .toLowerCase();
  return (Object.hasOwn(SPELLINGS, name) ? SPELLINGS[name] : name) || null;
}

/** The first of these that is not empty, as text (classes may be numbers), or `null`. */
export function classNameOf(...written: readonly (string | number | boolean | null | undefined)[]): string | null {
  return written.map((name) => String(name ?? '').trim()).find((name) => name !== '') ?? null;
}
