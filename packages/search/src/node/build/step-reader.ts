import type { NamedImage, NamedPixels } from '@rs-sam/vision-features/node';
import type { SceneSettings } from '../../gallery/gallery-manifest';
import { SceneError } from '../scene/scene-error';
import type { IndexUnit } from './index-units';
import { scenePool } from './scene-pool';

/** What of a step is not extracted. */
interface LeftOut {
  /** Windows that could not be read, and why. */
  readonly unread: { readonly id: string; readonly reason: string }[];
  /** The ids of windows with too few data. */
  readonly empty: string[];
}

/** Reads the windows of steps; images are passed on as files. */
export interface StepReader {
  read(units: readonly IndexUnit[], step: number): Promise<(NamedImage | NamedPixels)[]>;
  /** What was left out of a step that has been read. */
  take(step: number): LeftOut;
  close(): Promise<void>;
}

/** @param settings of a gallery of windows; null for images. */
export function stepReader(settings: SceneSettings | null): StepReader {
  const pool = scenePool(settings?.bands ?? null);
  const limit = settings?.nodataLimit ?? 1;
  const leftOut = new Map<number, LeftOut>();

  const readUnit = async (unit: IndexUnit, { unread, empty }: LeftOut): Promise<(NamedImage | NamedPixels)[]> => {
    const { id, path, scene, window } = unit;
    if (scene === null || window === null) return [{ name: id, file: path }];
    const { sha256, bytes } = scene.record;
    try {
      const { pixels, nodata } = await pool.read(path, scene.record, window);
      if (nodata <= limit && nodata < 1) {
        return [{ name: id, pixels, width: window.width, height: window.height, source: sha256, bytes }];
      }
      empty.push(id);
    } catch (error) {
      if (!(error instanceof SceneError)) throw error;
      unread.push({ id, reason: `${error.problem} ${error.remedy}` });
    }
    return [];
  };

  return {
    async read(units, step) {
      const left: LeftOut = { unread: [], empty: [] };
      leftOut.set(step, left);
      const images: (NamedImage | NamedPixels)[] = [];
      // One after another: neighbours share blocks.
      for (const unit of units) images.push(...(await readUnit(unit, left)));
      return images;
    },
    take(step) {
      const left = leftOut.get(step) ?? { unread: [], empty: [] };
      leftOut.delete(step);
      return left;
    },
    close: () => pool.close(),
  };
}
