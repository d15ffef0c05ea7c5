/** Where in a file: a line and column (both from 1), a path inside a JSON value, or a byte offset. */
export type Position =
  | { readonly line: number; readonly column: number }
  | { readonly path: string }
  | { readonly byte: number };

/** A file, relative to the data set's folder, and where in it; `null` when the whole file is meant. */
export interface Place {
  readonly file: string;
  readonly position: Position | null;
}

/** `captions.csv:12:1`, `dataset.json at images[3].filename`, `train_ims.npy at byte 6`. */
export function formatPlace({ file, position }: Place): string {
  if (position === null) return file;
  if ('line' in position) return `${file}:${position.line}:${position.column}`;
  return 'path' in position ? `${file} at ${position.path || 'its top'}` : `${file} at byte ${position.byte}`;
}

/** The line and column of a character offset. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
