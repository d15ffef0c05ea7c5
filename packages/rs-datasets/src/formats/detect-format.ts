import type { SourceFile } from '../reading/source-file';
import type { Candidate, CaptionFormat, FormatName } from './caption-format';
import { coco } from './coco';
import { folder } from './folder';
import { karpathy } from './karpathy';
import { metadata } from './metadata';
import { nwpu } from './nwpu';
import { scanPrecomputed } from './scan-precomputed';
import { scanText } from './scan-text';
import { table } from './table';
import { UnknownFormatError } from './unknown-format-error';

/** Every format, in the order of `FORMAT_NAMES`. */
export const CAPTION_FORMATS: readonly CaptionFormat[] = [
  karpathy,
  nwpu,
  coco,
  scanText,
  scanPrecomputed,
  metadata,
  table,
  folder,
];

/**
 * Finds the caption files of a folder by their content, never by their names.
 * @param format only this one is considered
 * @throws UnknownFormatError where no caption file is recognised, or more than one
 */
export function detectFormat(files: readonly SourceFile[], format?: FormatName): Candidate {
  const formats = CAPTION_FORMATS.filter(({ name }) => format === undefined || name === format);
  const recognised = formats.flatMap((known) => known.candidates(files, false));
  const found =
    recognised.length > 0 || format === undefined
      ? recognised
      : formats.flatMap((known) => known.candidates(files, true));
  const [only] = found;
  if (found.length === 1 && only) return only;
  const listed = found.map((candidate) => `${candidate.files.join(' + ')} (${candidate.format})`);
  if (found.length > 1) {
    const remedy =
      'Choose one with the option `format` (rs-sam: --format), or name the files to read: { only: [...] } (rs-sam: --only).';
    throw new UnknownFormatError(`There is more than one caption file: ${listed.join('; ')}.`, remedy, listed);
  }
  const wanted = formats.map(({ name, description }) => `${name} (${description})`).join('; ');
  const read = files.filter((file) => file.content !== undefined).map((file) => file.path);
  const looked = read.length > 0 ? `None of ${read.slice(0, 5).join(', ')}` : 'No file here';
  const remedy = `The known formats are: ${wanted}. For images without any captions, choose the format 'folder' (rs-sam: --format folder, or extract --images).`;
  const [file] = read;
  const place = file !== undefined && read.length === 1 ? { file, position: { line: 1, column: 1 } } : null;
  throw new UnknownFormatError(`${looked} is recognised as a caption file.`, remedy, [], place);
}
