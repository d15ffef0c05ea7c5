import type { BuiltGallery, LockedGallery } from '../store/gallery-target';
import type { StepWriter } from '../store/segment-writer';
import { commitItems } from './commit-items';
import { encodeUnits } from './encode-units';
import { idOf, unchangedItems } from './image-changes';
import type { IndexContext } from './index-context';
import type { IndexPlan } from './index-plan';
import { originText, refuseOtherPending } from './same-origin';

/** What has been done of a plan. */
export interface PlanResult {
  readonly gallery: BuiltGallery;
  /** Images that an interrupted run had finished. */
  readonly resumed: number;
  readonly written: boolean;
  /** False where what an interrupted run left became part of the gallery first, so that a new plan is needed. */
  readonly finished: boolean;
}

/**
 * Does what a plan says. Unfinished steps of the same plan are resumed; those of another plan, as where images were added since, become
 * part of the gallery as they are, so that nothing is lost.
 *
 * @param base the generation that the plan starts from; null to start anew.
 * @param current the present generation.
 */
export async function carryOutPlan(
  gallery: LockedGallery,
  context: IndexContext,
  plan: IndexPlan,
  base: BuiltGallery | null,
  current: BuiltGallery | null,
): Promise<PlanResult> {
  const { options, origin, batchSize, root, encoder, target } = context;
  const { rebuild = false } = options;
  const generation = (current?.manifest.generation ?? 0) + 1;
  const text = originText(origin, batchSize, plan.work, context.scenes);
  const pending = await gallery.pending();
  if (pending !== null && pending !== text) {
    if (refuseOtherPending(target.name, pending, origin, rebuild)) return keep(pending);
    await gallery.discard();
  }
  if (plan.work.length === 0) {
    const upToDate = base !== null && !plan.updates && base.manifest.root === root;
    const made = upToDate ? base : await commitItems(gallery, context, plan, [], generation);
    return { gallery: made, resumed: 0, written: !upToDate, finished: true };
  }

  const writer = await gallery.openWriter(encoder.arrays, text);
  try {
    if (!(await areCurrent(writer))) {
      await writer.close();
      return keep(text);
    }
    const resumed = imageCount(writer);
    await encodeUnits(writer, plan.work, context);
    const made = await commitItems(gallery, context, plan, writer.done, generation);
    return { gallery: made, resumed, written: true, finished: true };
  } finally {
    await writer.close();
  }

  /** Makes unfinished steps part of the gallery as they are. */
  async function keep(planText: string): Promise<PlanResult> {
    const unfinished = await gallery.openWriter(encoder.arrays, planText);
    try {
      const steps = unfinished.done;
      const newer = new Set(
        steps.flatMap(({ images, skipped, empty }) => [...[...images, ...skipped].map(idOf), ...empty]),
      );
      const kept = base?.items.filter((item) => !newer.has(idOf(item))) ?? [];
      const skipped = base?.manifest.skipped.filter((item) => !newer.has(idOf(item))) ?? [];
      const empty = plan.empty.filter((id) => !newer.has(id));
      const made = await commitItems(gallery, context, { kept, skipped, empty }, steps, generation);
      return { gallery: made, resumed: imageCount(unfinished), written: true, finished: false };
    } finally {
      await unfinished.close();
    }
  }

  /** Whether the images of the finished steps are still those that they were made of. */
  async function areCurrent({ done }: StepWriter): Promise<boolean> {
    const known = done.flatMap(({ images }) => images);
    return (await unchangedItems(known, context.units, () => undefined, options.signal)).size === known.length;
  }
}

const imageCount = ({ done }: StepWriter): number => done.reduce((sum, { images }) => sum + images.length, 0);
