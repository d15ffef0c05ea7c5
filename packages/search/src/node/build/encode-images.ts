import { checkSameKind } from '@rs-sam/evaluation/gallery';
import { BrokenImageError, type NamedImage, openRegionWorkers, repeatExtraction } from '@rs-sam/vision-features/node';
import type { SegmentWriter } from '../store/segment-writer';
import { fileHash } from './image-changes';
import type { IndexOptions } from './index-options';
import type { ItemEncoder } from './item-encoder';
import type { SearchCheckpoint } from './search-checkpoint';

/**
 * Extracts and encodes images into a segment, step by step, from where it was interrupted.
 *
 * @throws FeaturesMismatchError where the extractor is not the one whose features the model was trained on.
 */
export async function encodeImages(
  writer: SegmentWriter,
  images: readonly NamedImage[],
  batchSize: number,
  { loaded }: SearchCheckpoint,
  encoder: ItemEncoder,
  options: IndexOptions,
): Promise<void> {
  const { workers = 1, maxPixels, parts = {}, thumbnail = null, onBroken = 'skip', signal } = options;
  const { execArguments, onNote, onProgress } = options;
  const { features } = loaded.manifest;
  const steps = stepsOf(images, batchSize);
  const first = writer.done.length;
  if (first === steps.length) return;
  const pool = await openRegionWorkers({
    ...(await repeatExtraction(features, parts)),
    ...{ workers, batchSize, maxPixels, thumbnail },
    dtype: features.dtype === 'float32' ? 'float32' : 'float16',
    ...(execArguments !== undefined && { execArguments }),
  });
  try {
    checkSameKind({ manifest: pool.kind }, features);
    const files = new Map(images.map(({ name, file }) => [name, file]));
    const count = (list: 'images' | 'skipped') => writer.done.reduce((sum, step) => sum + step[list].length, 0);
    let [encoded, skipped] = [count('images'), count('skipped')];
    const tell = () => onProgress?.({ phase: 'encode', done: encoded + skipped, total: images.length, skipped });
    tell();
    await pool.extract(
      steps.slice(first),
      async ({ images: read, broken, notes, regions }) => {
        const [unreadable] = broken;
        if (unreadable !== undefined && onBroken === 'fail') {
          throw new BrokenImageError(unreadable.name, unreadable.reason);
        }
        for (const note of notes) onNote?.(note);
        await writer.append({
          images: read.map(({ name, source, bytes, width, height, thumbnail: small }) => ({
            ...{ file: name, width, height, bytes, sha256: source },
            thumbnail: small ?? new Uint8Array(),
          })),
          skipped: await Promise.all(
            broken.map(async ({ name, reason }) => ({
              ...{ file: name, reason },
              sha256: await fileHash(files.get(name) as string),
            })),
          ),
          arrays: await encoder.encode(regions, read.length),
        });
        encoded += read.length;
        skipped += broken.length;
        tell();
      },
      signal,
    );
  } finally {
    await pool.close();
  }
}

/** The images in groups of a batch. */
function stepsOf(images: readonly NamedImage[], batchSize: number): NamedImage[][] {
  return Array.from({ length: Math.ceil(images.length / batchSize) }, (_, step) =>
    images.slice(step * batchSize, (step + 1) * batchSize),
  );
}
