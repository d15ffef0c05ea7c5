import type { GalleryItems } from '@rs-sam/search';
import type { SceneRecord } from '@rs-sam/search/scene';
import { drawOverview } from './scene-overview';

/** Overviews that are kept: some hundred kilobytes each. */
const KEPT = 64;

/** Draws the overviews of scenes, one at a time, when they are asked for, and keeps those that were drawn last. */
export function overviewStore(gallery: GalleryItems): (scene: SceneRecord) => Promise<Buffer | null> {
  const kept = new Map<string, Promise<Buffer | null>>();
  let last: Promise<unknown> = Promise.resolve();
  return (scene) => {
    const found = kept.get(scene.file);
    if (found !== undefined) return found;
    const drawn = last.then(() => drawOverview(gallery, scene));
    last = drawn.catch(() => undefined);
    kept.set(scene.file, drawn);
    // What failed is tried again.
    drawn.catch(() => kept.delete(scene.file));
    for (const file of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(file);
    }
    return drawn;
  };
}
