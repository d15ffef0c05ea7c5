import type { StoredItem } from '../../gallery/gallery-item';
import type { SegmentRecord } from '../../gallery/gallery-manifest';
import { commitGallery, type StoredGallery } from '../store/gallery-folder';
import type { SegmentStep } from '../store/segment-journal';
import { runsOf } from './empty-windows';
import { idOf } from './image-changes';
import type { IndexContext } from './index-context';
import type { IndexPlan } from './index-plan';

/** A new segment and the steps that it is made of. */
export interface FinishedSegment {
  readonly segment: SegmentRecord;
  readonly steps: readonly SegmentStep[];
}

/**
 * Writes the next generation of a gallery: the items that stay, those of a new segment behind them, and the metadata as given.
 *
 * @param base the generation whose segments stay; null for none.
 * @param generation its number.
 */
export async function commitItems(
  { options, checkpoint, encoder, origin, root, scenes, units }: IndexContext,
  { kept, skipped, empty }: Pick<IndexPlan, 'kept' | 'skipped' | 'empty'>,
  base: StoredGallery | null,
  finished: FinishedSegment | null,
  generation: number,
): Promise<StoredGallery> {
  const { out, metadata } = options;
  const segments = base?.manifest.segments ?? [];
  const steps = finished?.steps ?? [];
  let row = segments.reduce((sum, { rows }) => sum + rows, 0);
  const added = steps.flatMap(({ images }) =>
    images.map((image): StoredItem => ({ row: row++, id: idOf(image), ...image, metadata: {} })),
  );
  const items = [...kept, ...added].map((item) => ({
    ...item,
    metadata: metadata === undefined ? item.metadata : (metadata.get(item.file) ?? {}),
  }));
  const allEmpty = new Set([...empty, ...steps.flatMap((step) => step.empty)]);
  const emptyOf = new Map<string, number[]>();
  for (const { id, file, number } of units) {
    if (!allEmpty.has(id)) continue;
    const numbers = emptyOf.get(file) ?? [];
    emptyOf.set(file, numbers);
    numbers.push(number);
  }
  const manifest = await commitGallery(
    out,
    {
      ...origin,
      ...{ root, generation },
      arrays: encoder.arrays,
      segments: finished === null ? segments : [...segments, finished.segment],
      scenes: scenes.map(({ record }) => ({ ...record, empty: runsOf(emptyOf.get(record.file) ?? []) })),
      skipped: [...skipped, ...steps.flatMap((step) => step.skipped)],
    },
    items,
    checkpoint.files,
  );
  return { manifest, items };
}
