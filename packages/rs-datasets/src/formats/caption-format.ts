import type { SourceFile } from '../reading/source-file';
import type { ParsedImage } from './parsed-image';

/** The values of the option `format`. */
export const FORMAT_NAMES = ['karpathy', 'nwpu', 'scan-text', 'scan-precomputed', 'table', 'folder'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** How a caption file is parsed. */
export interface FormatOptions {
  readonly encoding: string;
  /** Captions per image, where the number of feature rows and caption lines leaves it open. */
  readonly captionsPerImage: number;
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
