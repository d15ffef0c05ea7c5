import { UnknownFormatError } from './dataset-error';
import { type Candidate, type CaptionFormat, FORMAT_NAMES, type FormatName } from './formats/caption-format';
import { folder } from './formats/folder';
import { karpathy } from './formats/karpathy';
import { nwpu } from './formats/nwpu';
import { scanPrecomputed } from './formats/scan-precomputed';
import { scanText } from './formats/scan-text';
import { table } from './formats/table';
import type { SourceFile } from './source-file';

/** Every format that is read, in the order of `FORMAT_NAMES`. */
export const CAPTION_FORMATS: readonly CaptionFormat[] = [karpathy, nwpu, scanText, scanPrecomputed, table, folder];

/**
 * Finds the caption file, or files, of a folder by what is in them, never by what they are called.
 * @param format takes this one and asks no other
 * @throws UnknownFormatError where nothing is recognised, or more than one thing is
 */
export function detectFormat(files: readonly SourceFile[], format?: FormatName): Candidate {
  if (format !== undefined && !FORMAT_NAMES.includes(format)) {
    const remedy = `Choose one of ${FORMAT_NAMES.join(', ')}.`;
    throw new UnknownFormatError(`There is no format '${format}'.`, remedy, FORMAT_NAMES);
  }
  const formats = CAPTION_FORMATS.filter(({ name }) => format === undefined || name === format);
  const recognised = formats.flatMap((reader) => reader.candidates(files, false));
  const found =
    recognised.length > 0 || format === undefined
      ? recognised
      : formats.flatMap((reader) => reader.candidates(files, true));
  const [only] = found;
  if (found.length === 1 && only) return only;
  const listed = found.map((candidate) => `${candidate.files.join(' + ')} (${candidate.format})`);
  if (found.length > 1) {
    const remedy = 'Choose with the option `format`, or name the files to read: { only: [...] }.';
    throw new UnknownFormatError(`More than one caption file is here: ${listed.join('; ')}.`, remedy, listed);
  }
  const wanted = formats.map(({ name, description }) => `${name} (${description})`).join('; ');
  const read = files.filter((file) => file.content !== undefined).map((file) => file.path);
  const looked = read.length > 0 ? `None of ${read.slice(0, 5).join(', ')}` : 'No file here';
  const remedy = `Known are: ${wanted}. For pictures without any captions, say { format: 'folder' }.`;
  const [file] = read;
  const place = file !== undefined && read.length === 1 ? { file, position: { line: 1, column: 1 } } : null;
  throw new UnknownFormatError(`${looked} is recognised as a caption file.`, remedy, [], place);
}
