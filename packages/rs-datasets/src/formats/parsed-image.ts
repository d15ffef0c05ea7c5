import type { Position } from '../errors/place';

/** A caption as a format parsed it. */
export interface ParsedCaption {
  readonly text: string;
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
  dev: 'val',
  valid: 'val',
  validation: 'val',
  testing: 'test',
};

/** `val` for `dev`, `valid` and `validation`, `train` for `training`, `test` for `testing`, `null` for an empty name; others are unchanged. */
export function splitName(written: string | null | undefined): string | null {
  const name = written?.trim().toLowerCase() ?? '';
  return (Object.hasOwn(SPELLINGS, name) ? SPELLINGS[name] : name) || null;
}

/** The class name as written, or `null` for an empty one. */
export function classNameOf(written: string | null | undefined): string | null {
  return written?.trim() || null;
}
