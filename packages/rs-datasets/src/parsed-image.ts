import type { Position } from './place';

/** A caption as a reader found it. */
export interface ParsedCaption {
  readonly text: string;
  readonly position: Position | null;
}

/** An image as a reader found it: nothing judged, merged or dropped yet. */
export interface ParsedImage {
  /** As the caption file writes it. */
  readonly file: string;
  /** The path of its picture, once it has been found. */
  readonly picture?: string;
  readonly split: string | null;
  readonly className: string | null;
  readonly captions: readonly ParsedCaption[];
  /** The file that names this image, and where in it. */
  readonly source: string;
  readonly position: Position | null;
}

/** Where its picture is, as far as is known. */
export const pathOf = (image: ParsedImage): string => image.picture ?? image.file;

const SPELLINGS: Readonly<Record<string, string>> = {
  training: 'train',
  dev: 'val',
  valid: 'val',
  validation: 'val',
  testing: 'test',
};

/** `dev`, `valid` and `validation` are `val`, `training` is `train`; any other name stays; an empty one is `null`. */
export function splitName(written: string | null | undefined): string | null {
  const name = written?.trim().toLowerCase() ?? '';
  return (Object.hasOwn(SPELLINGS, name) ? SPELLINGS[name] : name) || null;
}

/** An empty class name is no class name. */
export function classNameOf(written: string | null | undefined): string | null {
  return written?.trim() || null;
}
