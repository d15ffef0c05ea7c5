import { abortSignal, callback, checkOptions, listOf, object } from '@rs-sam/foundation/options';
import { type Fingerprint, fingerprintOf } from '../../duplicates/fingerprint';
import { runInOrder } from '../extract/run-in-order';
import { ImageError } from '../images/image-error';
import type { NamedImage } from '../images/named-image';
import { readFrame } from './read-frame';

export interface FingerprintOptions {
  readonly images: readonly NamedImage[];
  /** Called for each image that cannot be read; it is left out. Default: the first one ends the work with its error. */
  readonly onBroken?: (image: NamedImage, error: ImageError) => void;
  /** Called after each image. */
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

const RULES = {
  images: listOf(object('a name and a file'), 'a list of images, each with a name and a file'),
  onBroken: callback,
  onProgress: callback,
  signal: abortSignal,
};

/** Images that are decoded while the fingerprint of another is computed. */
const READERS = [0, 1];

/**
 * The fingerprints of image files, in their order, for `findDuplicates`.
 *
 * @throws {ImageError} at an image that cannot be read, unless `onBroken` is given.
 * @throws {InvalidOptionError}
 * @throws {MissingPackageError} where sharp is not installed.
 * @throws The reason of `signal`.
 */
export async function fingerprintImages(options: FingerprintOptions): Promise<Fingerprint[]> {
  checkOptions('fingerprintImages', RULES, options, ['images']);
  const { images, onBroken, onProgress, signal } = options;
  const fingerprints: Fingerprint[] = [];
  const read = async (image: NamedImage) =>
    readFrame(image.file).catch((error: unknown) => {
      if (onBroken === undefined || !(error instanceof ImageError)) throw error;
      return error;
    });
  await runInOrder(
    READERS,
    images.length,
    (_, job) => read(images[job] as NamedImage),
    async (result, job) => {
      const image = images[job] as NamedImage;
      if (result instanceof ImageError) onBroken?.(image, result);
      else fingerprints.push(fingerprintOf(image.name, result.digest, result.frame));
      onProgress?.(job + 1, images.length);
    },
    { signal },
  );
  return fingerprints;
}
