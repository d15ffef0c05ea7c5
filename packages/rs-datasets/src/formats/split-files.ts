import { glanceAtText } from '../reading/decode-text';
import { baseName, folderOf, isImageFile, withoutExtension } from '../reading/file-name';
import type { SourceFile } from '../reading/source-file';
import { textLines } from '../reading/text-lines';
import { UnknownFormatError } from './unknown-format-error';

const GLANCE = 50;

/** `train` of `data/train_caps.txt`: everything before the last underscore. The split is in the name of such a file only. */
export function splitPrefix(path: string): string | null {
  return /^(.+)_[^_]+$/.exec(withoutExtension(baseName(path)))?.[1] ?? null;
}

/** Whether a text is a list of image names, one per line. A fifth of the lines may be damaged. */
export function listsImageNames(file: SourceFile): boolean {
  return mostLines(file, (line) => isImageFile(line) && !/[\t,;|]/.test(line));
}

/** Whether a text consists of sentences, one per line, and is no list of names or numbers, no table and no JSON. */
export function listsSentences(file: SourceFile): boolean {
  const start = glanceAtText(file) ?? '{';
  return !/^\s*[{[]/.test(start) && !listsImageNames(file) && mostLines(file, (line) => /\p{L}\P{L}+\p{L}/u.test(line));
}

function mostLines(file: SourceFile, holds: (line: string) => boolean): boolean {
  const lines = textLines((glanceAtText(file) ?? '').slice(0, 100_000))
    .filter((line) => line.slice(0, 10_000).trim() !== '')
    .slice(0, GLANCE);
  return lines.length > 0 && lines.filter((line) => holds(line.slice(0, 10_000).trim())).length >= 0.8 * lines.length;
}

/** The two files of a split. */
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
  const problem = `${paths.join(' and ')} both contain sentences for ${file.path}.`;
  return new UnknownFormatError(problem, 'Name the files to read: { only: [...] }.', paths);
}
