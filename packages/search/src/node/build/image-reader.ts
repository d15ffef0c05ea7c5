import { checkSameKind } from '@rs-sam/evaluation/gallery';
import type { LoadedCheckpoint } from '@rs-sam/models';
import {
  BrokenImageError,
  type ExtractionParts,
  openRegionWorkers,
  repeatExtraction,
} from '@rs-sam/vision-features/node';

/** Reads images as a model's features were read. */
export interface ImageReader {
  /**
   * The regions of an image, [K, D].
   *
   * @param file its path, or its name in messages where `bytes` are given.
   * @param bytes the content of the file. Default: it is read.
   * @throws BrokenImageError where it cannot be read.
   */
  read(file: string, bytes?: Uint8Array): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * Opens the extractor whose features a model was trained on, for queries by image.
 *
 * @throws FeaturesMismatchError where the extractor at hand is another one; NoWeightsError, ExtractionError.
 */
export async function openImageReader(
  { manifest }: Pick<LoadedCheckpoint, 'manifest'>,
  parts: ExtractionParts = {},
): Promise<ImageReader> {
  const { features } = manifest;
  const dtype = features.dtype === 'float32' ? 'float32' : 'float16';
  const workers = await openRegionWorkers({ ...(await repeatExtraction(features, parts)), dtype, batchSize: 1 });
  try {
    checkSameKind({ manifest: workers.kind }, features);
  } catch (error) {
    await workers.close();
    throw error;
  }
  return {
    async read(file, bytes) {
      let found = new Float32Array();
      await workers.extract(
        [[{ name: file, file, ...(bytes && { bytes }) }]],
        async ({ broken: [broken], regions }) => {
          if (broken !== undefined) throw new BrokenImageError(file, broken.reason, 'Search with another image.');
          found = new Float32Array(regions);
        },
      );
      return found;
    },
    close: () => workers.close(),
  };
}
