import type { BuiltGallery, LockedGallery } from '../store/gallery-target';
import type { SegmentStep } from '../store/segment-journal';
import { runsOf } from './empty-windows';
import { idOf } from './image-changes';
import type { IndexContext } from './index-context';
import type { IndexPlan } from './index-plan';

/**
 * Makes the next generation of a gallery: the items that stay, those of some steps behind them, and the metadata as given.
 *
 * @param steps of the open writer; none where nothing was encoded.
 * @param generation its number.
 */
export async function commitItems(
  gallery: LockedGallery,
  { options, checkpoint, encoder, origin, root, scenes, units }: IndexContext,
  { kept, skipped, empty }: Pick<IndexPlan, 'kept' | 'skipped' | 'empty'>,
  steps: readonly SegmentStep[],
  generation: number,
): Promise<BuiltGallery> {
  const { metadata } = options;
  const allEmpty = new Set([...empty, ...steps.flatMap((step) => step.empty)]);
  const emptyOf = new Map<string, number[]>();
  for (const { id, file, number } of units) {
    if (!allEmpty.has(id)) continue;
    const numbers = emptyOf.get(file) ?? [];
    emptyOf.set(file, numbers);
    numbers.push(number);
  }
  return gallery.commit({
    manifest: {
      ...origin,
      ...{ root, generation },
      arrays: encoder.arrays,
      scenes: scenes.map(({ record }) => ({ ...record, empty: runsOf(emptyOf.get(record.file) ?? []) })),
      skipped: [...skipped, ...steps.flatMap((step) => step.skipped)],
    },
    kept: metadata === undefined ? kept : kept.map((item) => ({ ...item, metadata: metadata.get(item.file) ?? {} })),
    added: steps.flatMap(({ images }) =>
      images.map((image) => ({ id: idOf(image), ...image, metadata: metadata?.get(image.file) ?? {} })),
    ),
    modelFiles: checkpoint.files,
  });
}
