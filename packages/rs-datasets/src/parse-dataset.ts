import type { CaptionDataset, CaptionedImage } from './caption-dataset';
import { captionCounts, emptyCaptions, repeatedCaptions } from './checks/captions';
import type { Check } from './checks/check';
import { filesInTwoSplits, missingClasses, missingSplits, repeatedFiles } from './checks/entries';
import { type Finding, Ledger } from './checks/finding';
import { imageSizes, imagesWithoutCaptions, matchImageFiles, unnamedImageFiles } from './checks/image-files';
import { IrregularDataError } from './checks/irregular-data-error';
import type { FormatName } from './formats/caption-format';
import { withClassNames } from './formats/class-names';
import { detectFormat } from './formats/detect-format';
import { type ParsedImage, pathOf } from './formats/parsed-image';
import { UnknownFormatError } from './formats/unknown-format-error';
import { checkParseOptions, type ParseDatasetOptions } from './parse-options';
import { isImageFile } from './reading/file-name';
import { imagePaths, type SourceFile } from './reading/source-file';

/** A data set, and how it was found. */
export interface ParsedDataset {
  readonly dataset: CaptionDataset;
  readonly format: FormatName;
  /** Paths of the files that were parsed. */
  readonly captionFiles: readonly string[];
  /** Number of image files in the folder; with 0, the names in the caption file were not checked. */
  readonly imageFiles: number;
  readonly findings: readonly Finding[];
}

/**
 * Parses a caption data set from the files of its folder.
 * @throws UnknownFormatError where no caption file is recognised, or several are
 * @throws CaptionFileError where a caption file is malformed, with the position
 * @throws IrregularDataError where an irregularity is found whose policy is `error`
 * @throws InvalidOptionError
 */
export function parseDataset(files: readonly SourceFile[], options: ParseDatasetOptions = {}): ParsedDataset {
  checkParseOptions('parseDataset', options);
  return stopAtErrors(examineDataset(files, options));
}

/** @throws IrregularDataError where there are findings whose policy is `error` */
export function stopAtErrors(parsed: ParsedDataset): ParsedDataset {
  const errors = parsed.findings.filter(({ policy }) => policy === 'error');
  if (errors.length > 0) throw new IrregularDataError(errors);
  return parsed;
}

/** As {@link parseDataset}, but what has the policy `error` is kept and is among the findings; options are not checked. */
export function examineDataset(files: readonly SourceFile[], options: ParseDatasetOptions): ParsedDataset {
  const candidate = detectFormat(chosen(files, options.only), options.format);
  const parsed = candidate.parse({
    encoding: options.encoding ?? 'utf-8',
    captionsPerImage: options.captionsPerImage ?? 5,
  });
  const ledger = new Ledger(options.policies ?? {});
  // Rows of features name no image files, so there is nothing to compare with the files of the folder.
  const paths = candidate.format === 'scan-precomputed' ? [] : imagePaths(files);
  const found = { paths, sizes: options.imageSizes ?? new Map() };
  const run = (images: readonly ParsedImage[], checks: readonly Check[]) =>
    checks.reduce((remaining, check) => check(remaining, ledger, found), images);

  const matched = run(parsed, [repeatedFiles, filesInTwoSplits, matchImageFiles]);
  const named = withClassNames([...matched, ...unnamedImageFiles(matched, paths)], options.classNames ?? 'auto');
  const images = run(named, [
    emptyCaptions,
    imagesWithoutCaptions,
    captionCounts,
    repeatedCaptions,
    imageSizes,
    missingSplits,
    missingClasses,
  ]);
  return {
    dataset: { images: withIds(images) },
    format: candidate.format,
    captionFiles: candidate.files,
    imageFiles: paths.length,
    findings: ledger.findings(),
  };
}

/** The id is the file as written. Images of one file, kept in two splits, get a number. */
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
    throw new UnknownFormatError(`The folder has no file ${absent.join(', ')}.`, remedy, paths);
  }
  return files.filter((file) => isImageFile(file.path) || only.includes(file.path));
}
