import type { CaptionDataset, CaptionedImage } from './caption-dataset';
import { captionCounts, emptyCaptions, repeatedCaptions } from './checks/captions';
import type { Check, PictureSize } from './checks/check';
import { filesInTwoSplits, missingClasses, missingSplits, repeatedFiles } from './checks/entries';
import { imagesWithoutCaptions, matchPictures, pictureSizes, unnamedPictures } from './checks/pictures';
import { type ClassNameSource, withClassNames } from './class-names';
import { IrregularDataError, UnknownFormatError } from './dataset-error';
import { detectFormat } from './detect-format';
import { isImageFile } from './file-name';
import { type Finding, Ledger } from './finding';
import type { FormatName } from './formats/caption-format';
import type { Policies } from './irregularity';
import { type ParsedImage, pathOf } from './parsed-image';
import { imagePaths, type SourceFile } from './source-file';

/** How a data set is read. */
export interface LoadOptions {
  /** Default: found by what is in the files. */
  readonly format?: FormatName;
  /** Paths of the caption files to look at. Default: all. Pictures are not affected. */
  readonly only?: readonly string[];
  /** What to do with each irregularity. Default: that of {@link IRREGULARITIES}. */
  readonly policies?: Policies;
  /** Default: `auto`. */
  readonly classNames?: ClassNameSource;
  /** Of the caption files, any label of `TextDecoder`. Default: `utf-8`. */
  readonly encoding?: string;
  /** For `scan-precomputed` with as many rows as captions. Default: 5. */
  readonly captionsPerImage?: number;
  /** Size of each picture by path, `null` where it cannot be decoded. Default: not checked. */
  readonly pictureSizes?: ReadonlyMap<string, PictureSize | null>;
}

/** A data set and how it came about. */
export interface LoadedDataset {
  readonly dataset: CaptionDataset;
  readonly format: FormatName;
  /** Paths of the files that were read. */
  readonly captionFiles: readonly string[];
  /** Number of pictures in the folder; 0: the names were not held against any. */
  readonly pictures: number;
  readonly findings: readonly Finding[];
}

/**
 * Reads a caption data set from the files of its folder.
 * @throws UnknownFormatError where no caption file is recognised, or several
 * @throws CaptionFileError where one is malformed, with the position
 * @throws IrregularDataError where an irregularity is found whose policy is `error`
 */
export function loadDataset(files: readonly SourceFile[], options: LoadOptions = {}): LoadedDataset {
  const loaded = examineDataset(files, options);
  const errors = loaded.findings.filter(({ policy }) => policy === 'error');
  if (errors.length > 0) throw new IrregularDataError(errors);
  return loaded;
}

/** As {@link loadDataset}, but an irregularity whose policy is `error` stands among the findings and is kept. */
export function examineDataset(files: readonly SourceFile[], options: LoadOptions = {}): LoadedDataset {
  const candidate = detectFormat(chosen(files, options.only), options.format);
  const parsed = candidate.read({
    encoding: options.encoding ?? 'utf-8',
    captionsPerImage: options.captionsPerImage ?? 5,
  });
  const ledger = new Ledger(options.policies ?? {});
  // Rows of features name no picture, so there is nothing to hold them against.
  const paths = candidate.format === 'scan-precomputed' ? [] : imagePaths(files);
  const pictures = { paths, sizes: options.pictureSizes ?? new Map() };
  const run = (images: readonly ParsedImage[], checks: readonly Check[]) =>
    checks.reduce((left, check) => check(left, ledger, pictures), images);

  const matched = run(parsed, [repeatedFiles, filesInTwoSplits, matchPictures]);
  const named = withClassNames([...matched, ...unnamedPictures(matched, paths)], options.classNames ?? 'auto');
  const images = run(named, [
    emptyCaptions,
    imagesWithoutCaptions,
    captionCounts,
    repeatedCaptions,
    pictureSizes,
    missingSplits,
    missingClasses,
  ]);
  return {
    dataset: { images: withIds(images) },
    format: candidate.format,
    captionFiles: candidate.files,
    pictures: paths.length,
    findings: ledger.findings(),
  };
}

/** The file as written is the id; a file that is kept in two splits is told apart by a number. */
function withIds(images: readonly ParsedImage[]): CaptionedImage[] {
  const seen = new Map<string, number>();
  return images.map((image) => {
    const count = (seen.get(image.file) ?? 0) + 1;
    seen.set(image.file, count);
    return {
      id: count === 1 ? image.file : `${image.file}#${count}`,
      file: pathOf(image),
      split: image.split,
      className: image.className,
      captions: image.captions.map(({ text }) => text),
    };
  });
}

function chosen(files: readonly SourceFile[], only: readonly string[] | undefined): readonly SourceFile[] {
  if (only === undefined) return files;
  const paths = files.map((file) => file.path);
  const absent = only.filter((path) => !paths.includes(path));
  if (absent.length > 0) {
    const remedy = 'Give paths relative to the folder, with forward slashes.';
    throw new UnknownFormatError(`There is no file ${absent.join(', ')}.`, remedy, paths);
  }
  return files.filter((file) => isImageFile(file.path) || only.includes(file.path));
}
