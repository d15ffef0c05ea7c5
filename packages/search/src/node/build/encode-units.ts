import { checkSameKind } from '@rs-sam/evaluation/gallery';
import { BrokenImageError, openRegionWorkers, repeatExtraction } from '@rs-sam/vision-features/node';
import type { SkippedImage } from '../../gallery/gallery-manifest';
import type { StepWriter } from '../store/segment-writer';
import { hashOrNull } from './hash-or-null';
import type { IndexContext } from './index-context';
import type { IndexUnit } from './index-units';
import { stepReader } from './step-reader';

/**
 * Extracts and encodes images or windows into a segment, step by step, from where it was interrupted.
 *
 * @throws FeaturesMismatchError where the extractor is not the one whose features the model was trained on.
 */
export async function encodeUnits(
  writer: StepWriter,
  units: readonly IndexUnit[],
  { options, origin, batchSize, checkpoint: { loaded }, encoder }: IndexContext,
): Promise<void> {
  const { workers = 1, maxPixels, parts = {}, onBroken = 'skip', signal, execArguments, onNote, onProgress } = options;
  const { features } = loaded.manifest;
  const { thumbnail, windows } = origin;
  const steps = stepsOf(units, batchSize);
  const first = writer.done.length;
  if (first === steps.length) return;
  const pool = await openRegionWorkers({
    ...(await repeatExtraction(features, parts)),
    ...{ workers, batchSize, maxPixels, thumbnail },
    dtype: features.dtype === 'float32' ? 'float32' : 'float16',
    ...(execArguments !== undefined && { execArguments }),
  });
  const reader = stepReader(windows);
  try {
    checkSameKind({ manifest: pool.kind }, features);
    const byId = new Map(units.map((unit) => [unit.id, unit]));
    const unitOf = (id: string) => byId.get(id) as IndexUnit;
    const count = (list: 'images' | 'skipped' | 'empty') =>
      writer.done.reduce((sum, step) => sum + step[list].length, 0);
    let [done, skipped] = [count('images') + count('skipped') + count('empty'), count('skipped')];
    const tell = () => onProgress?.({ phase: 'encode', done, total: units.length, skipped });
    tell();
    const rest = steps.slice(first);
    await pool.extract(
      rest.map((step, at) => () => reader.read(step, at)),
      async ({ images: read, broken, notes, regions }, at) => {
        const { unread, empty } = reader.take(at);
        const unreadable = [...unread, ...broken.map(({ name, reason }) => ({ id: name, reason }))];
        const [wrong] = unreadable;
        if (wrong !== undefined && onBroken === 'fail') throw new BrokenImageError(wrong.id, wrong.reason);
        for (const note of notes) onNote?.(note);
        await writer.append({
          images: read.map(({ name, source, bytes, width, height, thumbnail: small }) => ({
            ...placeOf(unitOf(name)),
            ...{ width, height, bytes, sha256: source },
            thumbnail: small ?? new Uint8Array(),
          })),
          skipped: await Promise.all(
            unreadable.map(async ({ id, reason }): Promise<SkippedImage> => {
              const { path, scene, ...unit } = unitOf(id);
              return { ...placeOf(unit), reason, sha256: scene?.record.sha256 ?? (await hashOrNull(path)) };
            }),
          ),
          empty,
          arrays: await encoder.encode(regions, read.length),
        });
        done += read.length + unreadable.length + empty.length;
        skipped += unreadable.length;
        tell();
      },
      signal,
    );
  } finally {
    await pool.close();
    await reader.close();
  }
}

const placeOf = ({ file, window }: Pick<IndexUnit, 'file' | 'window'>) => ({ file, ...(window && { window }) });

/** The units in groups of a batch. */
function stepsOf(units: readonly IndexUnit[], batchSize: number): IndexUnit[][] {
  return Array.from({ length: Math.ceil(units.length / batchSize) }, (_, step) =>
    units.slice(step * batchSize, (step + 1) * batchSize),
  );
}
