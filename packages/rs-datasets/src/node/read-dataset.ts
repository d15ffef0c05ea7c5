import { callback, flag } from '@rs-sam/foundation/options';
import { type Inspection, inspectionOf } from '../inspection/inspect-dataset';
import { examineDataset, type ParsedDataset, stopAtErrors } from '../parse-dataset';
import { checkParseOptions, type ParseDatasetOptions, READING_RULES } from '../parse-options';
import type { ImageContent } from '../reading/image-size';
import { imagePaths } from '../reading/source-file';
import { readFolder } from './read-folder';
import { examineImages } from './read-image-sizes';

/** How a folder is read. */
export interface ReadDatasetOptions extends Omit<ParseDatasetOptions, 'imageSizes' | 'imageContents'> {
  /**
   * Whether the size of every image is read, which also finds those that cannot be decoded. Needs the package `sharp`.
   * Default: true for inspecting; for reading, true where a policy for `unreadableImage`, `imageSize` or `fewLevels` is given.
   */
  readonly readSizes?: boolean;
  /**
   * Looks at the content of an image file: `examineImage` of `@rs-sam/vision-features/node`. It is called with `readSizes` only, for TIFF
   * and for images with more than 8 bits; of others, the header is enough to see whether they can be read. Default: not checked.
   */
  readonly examineImage?: (file: string) => Promise<ImageContent>;
  /** Whether links that lead out of the folder are followed. Default: false; they are counted and not read. */
  readonly followLinks?: boolean;
}

/** Irregularities that only an opened image shows. */
const OF_IMAGES = ['unreadableImage', 'imageSize', 'fewLevels'] as const;

const RULES = { ...READING_RULES, readSizes: flag, examineImage: callback, followLinks: flag };

/**
 * Reads the caption data set of a folder.
 * @throws what `parseDataset` throws, and DatasetError where the folder cannot be read
 * @throws MissingPackageError where sizes are to be read and `sharp` is not installed
 */
export async function readDataset(folder: string, options: ReadDatasetOptions = {}): Promise<ParsedDataset> {
  checkParseOptions('readDataset', options, RULES);
  return stopAtErrors((await examineFolder(folder, options, false)).examined);
}

/**
 * Reports on the caption data set of a folder. No irregularity stops it.
 * @throws what `inspectDataset` throws, and DatasetError where the folder cannot be read
 * @throws MissingPackageError where sizes are to be read and `sharp` is not installed
 */
export async function inspectFolder(folder: string, options: ReadDatasetOptions = {}): Promise<Inspection> {
  checkParseOptions('inspectFolder', options, RULES);
  const { examined, parseOptions } = await examineFolder(folder, options, true);
  return inspectionOf(examined, parseOptions);
}

async function examineFolder(folder: string, options: ReadDatasetOptions, byDefault: boolean) {
  const { readSizes, examineImage, followLinks = false, ...inMemory } = options;
  const files = await readFolder(folder, { followLinks, encoding: options.encoding ?? 'utf-8' });
  const parseOptions: ParseDatasetOptions =
    (readSizes ?? (byDefault || OF_IMAGES.some((kind) => options.policies?.[kind] !== undefined)))
      ? { ...inMemory, ...(await examineImages(folder, imagePaths(files), examineImage)) }
      : inMemory;
  return { examined: examineDataset(files, parseOptions), parseOptions };
}
