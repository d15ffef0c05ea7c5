import type { ParsedImage } from '../parsed-image';
import type { SourceFile } from '../source-file';

/** The formats that `format` may name. */
export const FORMAT_NAMES = ['karpathy', 'nwpu', 'scan-text', 'scan-precomputed', 'table', 'folder'] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** How a reader reads. */
export interface ReadingOptions {
  readonly encoding: string;
  /** Captions per image where rows of features and lines of captions cannot tell. */
  readonly captionsPerImage: number;
}

/** A set of files that a format recognises as its own. */
export interface Candidate {
  readonly format: FormatName;
  /** Paths of the files it would read. */
  readonly files: readonly string[];
  /** @throws CaptionFileError */
  read(options: ReadingOptions): ParsedImage[];
}

/** One format: recognises its files by what is in them. With `forced`, it takes what it would otherwise leave. */
export interface CaptionFormat {
  readonly name: FormatName;
  readonly description: string;
  candidates(files: readonly SourceFile[], forced: boolean): Candidate[];
}
