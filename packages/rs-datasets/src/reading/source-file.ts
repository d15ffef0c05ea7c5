import { isImageFile } from './file-name';

/** A file of a data set's folder. Node's file system, a browser's file picker or a test provides it. */
export interface SourceFile {
  /** Relative to the data set's folder, with forward slashes. */
  readonly path: string;
  /** Absent for image files, of which only the name is needed. May be only the beginning of a `.npy` file. */
  readonly content?: string | Uint8Array;
  /** Length of the whole file, where `content` is only its beginning. Default: the length of `content`. */
  readonly byteLength?: number;
  /** Why the file is not read, as `a named pipe`; it has no content then. Default: it is read. */
  readonly skipped?: string;
  /** Whether the content differs from the one that a list of checksums beside it records. Default: false. */
  readonly altered?: boolean;
}

/** A file that is not read. */
export type SkippedFile = SourceFile & { readonly skipped: string };

export const isSkipped = (file: SourceFile): file is SkippedFile => file.skipped !== undefined;

/** The paths of the image files of a folder, sorted. */
export function imagePaths(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => !isSkipped(file) && isImageFile(file.path))
    .map((file) => file.path)
    .sort();
}
