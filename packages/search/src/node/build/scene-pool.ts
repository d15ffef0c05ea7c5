import type { SceneRecord } from '../../scene/scene-record';
import type { SceneWindow } from '../../scene/scene-window';
import { openScene, type Scene, type WindowPixels } from '../scene/open-scene';
import { blockCache } from '../scene/raster-reader';

/** Opens scenes as their windows are read. */
export interface ScenePool {
  read(path: string, record: Omit<SceneRecord, 'empty'>, window: SceneWindow): Promise<WindowPixels>;
  close(): Promise<void>;
}

/** Files that stay open. */
const OPEN = 8;

/** Bytes of decoded blocks that are kept, of all scenes together. */
const CACHE_BYTES = 256 << 20;

/**
 * Windows come scene by scene: few files are open at a time, and they share the memory for decoded blocks.
 *
 * @param bands as `openScene` takes them.
 */
export function scenePool(bands: readonly number[] | null): ScenePool {
  const cache = blockCache(CACHE_BYTES);
  const opened = new Map<string, { readonly scene: Promise<Scene>; users: number }>();
  const closeIdle = async () => {
    for (const [path, { scene, users }] of opened) {
      if (opened.size <= OPEN) return;
      if (users > 0) continue;
      opened.delete(path);
      await (await scene).close();
    }
  };
  return {
    async read(path, record, window) {
      // The ranges are known: they are not estimated again.
      const one = opened.get(path) ?? {
        scene: openScene(path, { bands, range: record.ranges }, record.file, cache),
        users: 0,
      };
      opened.set(path, one);
      one.users++;
      try {
        return await (await one.scene).read(window);
      } finally {
        one.users--;
        await closeIdle();
      }
    },
    async close() {
      for (const { scene } of opened.values()) await scene.then((one) => one.close()).catch(() => undefined);
      opened.clear();
    },
  };
}
