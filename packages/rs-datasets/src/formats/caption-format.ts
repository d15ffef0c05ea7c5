import type { SourceFile } from '../reading/source-file';
import type { ParsedImage } from './parsed-image';

/** The values of the option `format`. */
export const FORMAT_NAMES = [
  'karpathy',
  'nwpu',
  'coco',
  'scan-text',
  'scan-precomputed',
  'metadata',
  'table',
  'folder',
] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** How a caption file is parsed. */
export interface FormatOptions {
  readonly encoding: string;
  /** Lines that belong to one row of features; `null`: found by comparing the rows. */
  readonly captionsPerImage: number | null;
}

/** Files that a format has recognised. */
export interface Candidate {
  readonly format: FormatName;
  /** Paths of the files that it would parse. */
  readonly files: readonly string[];
  /** @throws CaptionFileError */
  parse(options: FormatOptions): ParsedImage[];
}

/** A format recognises its files by their content. */
export interface CaptionFormat {
  readonly name: FormatName;
  readonly description: string;
  /** @param forced whether files count that are not clearly of this format, because the caller has chosen it */
  candidates(files: readonly SourceFile[], forced: boolean): Candidate[];
}
