import { InvalidOptionError } from '@rs-sam/foundation/errors';
import type { CaptionDataset, CaptionedImage } from './caption-dataset';
import { differingTokens, printedLists } from './checks/caption-lists';
import { captionCounts, emptyCaptions, repeatedCaptions } from './checks/captions';
import type { Check } from './checks/check';
import { cleanCaptions } from './checks/clean-captions';
import { filesInTwoSplits, missingClasses, missingSplits, repeatedFiles, unknownSplits } from './checks/entries';
import { type Finding, Ledger } from './checks/finding';
import { fewLevels, imageSizes, imagesWithoutCaptions, matchImageFiles, unnamedImageFiles } from './checks/image-files';
import { IrregularDataError } from './checks/irregular-data-error';
import { requireSafeEntries } from './checks/safe-names';
import { requireNoSkippedFile } from './checks/skipped-files';
import type { FormatName } from './formats/caption-format';
import { withClassNames } from './formats/class-names';
import { detectFormat } from './formats/detect-format';
import { type ParsedImage, pathOf } from './formats/parsed-image';
import { UnknownFormatError } from './formats/unknown-format-error';
import { checkParseOptions, type ParseDatasetOptions } from './parse-options';
import { decodedWide } from './reading/decode-text';
import { isImageFile } from './reading/file-name';
import { imagePaths, isSkipped, type SourceFile } from './reading/source-file';

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
  const skipped = files.filter(isSkipped);
  const readable = decodedWide(
    skipped.length === 0 ? files : files.filter((file) => !isSkipped(file)),
    options.encoding ?? 'utf-8',
  );
  const candidate = detectFormat(chosen(readable, options.only), options.format);
  if (options.captionsPerImage !== undefined && candidate.format !== 'scan-precomputed') {
    const expected = `left out: the format ${candidate.format} tells which captions belong to an image`;
    throw new InvalidOptionError('captionsPerImage', options.captionsPerImage, expected);
  }
  const parsed = candidate.parse({
    encoding: options.encoding ?? 'utf-8',
    captionsPerImage: options.captionsPerImage ?? null,
  });
  requireSafeEntries(parsed);
  const ledger = new Ledger(options.policies ?? {});
  for (const { path, skipped: reason } of skipped)
    ledger.drops('skippedFile', { file: path, position: null }, `${path}: ${reason}`);
  for (const { path, altered } of readable)
    if (altered === true) ledger.drops('alteredFile', { file: path, position: null }, path);
  // Rows of features name no image files, so there is nothing to compare with the files of the folder.
  const paths = candidate.format === 'scan-precomputed' ? [] : imagePaths(readable);
  const found = { paths, sizes: options.imageSizes ?? new Map(), contents: options.imageContents ?? new Map() };
  const run = (images: readonly ParsedImage[], checks: readonly Check[]) =>
    checks.reduce((remaining, check) => check(remaining, ledger, found), images);

  const captioned = run(parsed, [printedLists, differingTokens]);
  const matched = run(captioned, [matchImageFiles, repeatedFiles, filesInTwoSplits]);
  if (candidate.format !== 'scan-precomputed') requireNoSkippedFile(matched, skipped);
  const named = withClassNames([...matched, ...unnamedImageFiles(matched, paths)], options.classNames ?? 'auto');
  const images = run(named, [
    cleanCaptions(options.captionText === 'as-written'),
    fewLevels,
    emptyCaptions,
    imagesWithoutCaptions,
    captionCounts,
    repeatedCaptions,
    imageSizes,
    unknownSplits,
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
  const used = new Set<string>();
  const unused = (file: string) => {
    let id = file;
    for (let count = 2; used.has(id); count++) id = `${file}#${count}`;
    used.add(id);
    return id;
  };
  return images.map((image) => {
    return {
      id: unused(image.file),
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
  const known = new Set(paths);
  const endings = only.filter((path) => path.startsWith('*')).map((path) => path.slice(1));
  const absent = only.filter((path) =>
    path.startsWith('*') ? !paths.some((known) => known.endsWith(path.slice(1))) : !known.has(path),
  );
  if (absent.length > 0) {
    const remedy = 'Give paths relative to the folder, with forward slashes.';
    throw new UnknownFormatError(`The folder has no file ${absent.join(', ')}.`, remedy, paths);
  }
  const wanted = new Set(only);
  return files.filter(
    ({ path }) => isImageFile(path) || wanted.has(path) || endings.some((ending) => path.endsWith(ending)),
  );
}
