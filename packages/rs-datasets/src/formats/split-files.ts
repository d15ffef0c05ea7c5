import { UnknownFormatError } from '../dataset-error';
import { baseName, folderOf, isImageFile, withoutExtension } from '../file-name';
import { glanceAtText, type SourceFile } from '../source-file';
import { textLines } from './text-lines';

const GLANCE = 50;

/** `train` of `data/train_caps.txt`: all before the last underscore. The one thing that only a file's name can tell. */
export function splitPrefix(path: string): string | null {
  return /^(.+)_[^_]+$/.exec(withoutExtension(baseName(path)))?.[1] ?? null;
}

/** Whether a text is a list of picture names, one a line. Some damage does not hide it. */
export function listsPictures(file: SourceFile): boolean {
  return mostLines(file, (line) => isImageFile(line) && !/[\t,;|]/.test(line));
}

/** Whether a text is sentences, one a line: neither a list of names or numbers nor a table nor JSON. */
export function listsSentences(file: SourceFile): boolean {
  const start = glanceAtText(file) ?? '{';
  return !/^\s*[{[]/.test(start) && !listsPictures(file) && mostLines(file, (line) => /\p{L}+\P{L}+\p{L}+/u.test(line));
}

function mostLines(file: SourceFile, holds: (line: string) => boolean): boolean {
  const lines = textLines((glanceAtText(file) ?? '').slice(0, 100_000))
    .filter((line) => line.trim() !== '')
    .slice(0, GLANCE);
  return lines.length > 0 && lines.filter((line) => holds(line.trim())).length >= 0.8 * lines.length;
}

/** One split's two files. */
export interface SplitPair {
  readonly split: string;
  readonly images: SourceFile;
  readonly captions: SourceFile;
}

/** Pairs each file of images with the sentences of its folder and prefix, folder by folder. */
export function pairByPrefix(images: readonly SourceFile[], sentences: readonly SourceFile[]): SplitPair[][] {
  const folders = new Map<string, SplitPair[]>();
  for (const file of images) {
    const split = splitPrefix(file.path);
    const folder = folderOf(file.path);
    const partners = sentences.filter(({ path }) => folderOf(path) === folder && splitPrefix(path) === split);
    const [captions] = partners;
    if (split === null || captions === undefined) continue;
    if (partners.length > 1) throw severalPartners(file, partners);
    folders.set(folder, [...(folders.get(folder) ?? []), { split, images: file, captions }]);
  }
  return [...folders.values()];
}

function severalPartners(file: SourceFile, partners: readonly SourceFile[]): UnknownFormatError {
  const paths = partners.map(({ path }) => path);
  const problem = `${paths.join(' and ')} both hold sentences for ${file.path}.`;
  return new UnknownFormatError(problem, 'Name the files to read: { only: [...] }.', paths);
}
