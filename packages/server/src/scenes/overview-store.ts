import type { GalleryItems } from '@rs-sam/search';
import type { SceneRecord } from '@rs-sam/search/scene';
import { RequestError } from '../http/request-error';
import { drawOverview } from './scene-overview';

/** Overviews that are kept: some hundred kilobytes each. So many may wait to be drawn, too. */
const KEPT = 64;

/**
 * Draws the overviews of scenes, one at a time, when they are asked for, and keeps those that were drawn last. What failed is tried again.
 *
 * @returns a function that throws RequestError where too many are waiting.
 */
export function overviewStore(gallery: GalleryItems): (scene: SceneRecord) => Promise<Buffer | null> {
  const kept = new Map<string, Promise<Buffer | null>>();
  let [waiting, last] = [0, Promise.resolve()];
  return async (scene) => {
    const found = kept.get(scene.file);
    if (found !== undefined) return found;
    if (waiting === KEPT) {
      throw new RequestError(503, 'RS_SAM_BUSY', `${KEPT} overviews are waiting to be drawn. Try again later.`);
    }
    waiting++;
    const drawn = last.then(() => drawOverview(gallery, scene));
    const settle = (remains: boolean) => {
      waiting--;
      if (!remains) kept.delete(scene.file);
    };
    last = drawn.then(
      () => settle(true),
      () => settle(false),
    );
    kept.set(scene.file, drawn);
    for (const file of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(file);
    }
    return drawn;
  };
}
