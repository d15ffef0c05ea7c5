import { rm } from 'node:fs/promises';
import { findPending, nextSegment, type StoredGallery, segmentFolder } from '../store/gallery-folder';
import { openSegmentWriter, type SegmentWriter } from '../store/segment-writer';
import { commitItems } from './commit-items';
import { encodeUnits } from './encode-units';
import { idOf, unchangedItems } from './image-changes';
import type { IndexContext } from './index-context';
import type { IndexPlan } from './index-plan';
import { originText, refuseOtherPending } from './same-origin';

/** What has been done of a plan. */
export interface PlanResult {
  readonly gallery: StoredGallery;
  /** Images that an interrupted run had finished. */
  readonly resumed: number;
  readonly written: boolean;
  /** False where what an interrupted run left became part of the gallery first, so that a new plan is needed. */
  readonly finished: boolean;
}

/**
 * Does what a plan says. An unfinished segment of the same plan is resumed; one of another plan, as where images were added since, becomes
 * part of the gallery as it is, so that nothing is lost.
 *
 * @param base the generation that the plan starts from; null to start anew.
 * @param current the generation that is on disk now.
 */
export async function carryOutPlan(
  context: IndexContext,
  plan: IndexPlan,
  base: StoredGallery | null,
  current: StoredGallery | null,
): Promise<PlanResult> {
  const { options, origin, batchSize, root, encoder } = context;
  const { out, rebuild = false } = options;
  const generation = (current?.manifest.generation ?? 0) + 1;
  const text = originText(origin, batchSize, plan.work, context.scenes);
  const pending = await findPending(out, current?.manifest ?? null);
  if (pending !== null && pending.plan !== text) {
    if (refuseOtherPending(out, pending.plan, origin, rebuild)) return keep(pending.name, pending.plan);
    await rm(segmentFolder(out, pending.name), { recursive: true, force: true });
  }
  if (plan.work.length === 0) {
    const upToDate = base !== null && !plan.updates && base.manifest.root === root;
    const gallery = upToDate ? base : await commitItems(context, plan, base, null, generation);
    return { gallery, resumed: 0, written: !upToDate, finished: true };
  }

  const name = pending?.plan === text ? pending.name : await nextSegment(out, current?.manifest ?? null);
  const writer = await openSegmentWriter(segmentFolder(out, name), name, encoder.arrays, text);
  try {
    if (!(await areCurrent(writer))) {
      await writer.close();
      return keep(name, text);
    }
    const resumed = imageCount(writer);
    await encodeUnits(writer, plan.work, context);
    const finished = { segment: await writer.finish(), steps: writer.done };
    const gallery = await commitItems(context, plan, base, finished, generation);
    return { gallery, resumed, written: true, finished: true };
  } finally {
    await writer.close();
  }

  /** Makes an unfinished segment part of the gallery as it is. */
  async function keep(segment: string, planText: string): Promise<PlanResult> {
    const folder = segmentFolder(out, segment);
    const unfinished = await openSegmentWriter(folder, segment, encoder.arrays, planText);
    try {
      const steps = unfinished.done;
      const newer = new Set(
        steps.flatMap(({ images, skipped, empty }) => [...[...images, ...skipped].map(idOf), ...empty]),
      );
      const kept = base?.items.filter((item) => !newer.has(idOf(item))) ?? [];
      const skipped = base?.manifest.skipped.filter((item) => !newer.has(idOf(item))) ?? [];
      const empty = plan.empty.filter((id) => !newer.has(id));
      const finished = { segment: await unfinished.finish(), steps };
      const gallery = await commitItems(context, { kept, skipped, empty }, base, finished, generation);
      return { gallery, resumed: imageCount(unfinished), written: true, finished: false };
    } finally {
      await unfinished.close();
    }
  }

  /** Whether the images of the finished steps are still those that they were made of. */
  async function areCurrent({ done }: SegmentWriter): Promise<boolean> {
    const known = done.flatMap(({ images }) => images);
    return (await unchangedItems(known, context.units, () => undefined, options.signal)).size === known.length;
  }
}

const imageCount = ({ done }: SegmentWriter): number => done.reduce((sum, { images }) => sum + images.length, 0);
