import { shardSteps } from '@rs-sam/vision-features/node';
import type { GalleryManifest } from '../../gallery/gallery-manifest';
import { planWindows, type SceneWindow, type WindowGrid, windowId } from '../../scene/scene-window';
import type { IndexOptions } from './index-options';
import type { ReadScene } from './read-scenes';

/** What becomes one item: an image, or a window of a scene. */
export interface IndexUnit {
  /** Of the item. */
  readonly id: string;
  /** The name of its file, relative to the root. */
  readonly file: string;
  /** Where the file is. */
  readonly path: string;
  /** The scene and the window of it, with its number in `planWindows`; null for an image. */
  readonly scene: ReadScene | null;
  readonly window: SceneWindow | null;
  readonly number: number;
}

/** A unit for each image. */
export function imageUnits(images: IndexOptions['images']): IndexUnit[] {
  return images.map(({ name, file }) => ({
    ...{ id: name, file: name, path: file },
    ...{ scene: null, window: null, number: 0 },
  }));
}

/** A unit for each window of each scene. */
export function windowUnits(scenes: readonly ReadScene[], grid: WindowGrid): IndexUnit[] {
  return scenes.flatMap((scene) => {
    const { file, width, height } = scene.record;
    return planWindows(width, height, grid).map((window, number) => ({
      ...{ id: windowId(file, window), file, path: scene.path },
      ...{ scene, window, number },
    }));
  });
}

/** Whole steps, so that the shards have the same runs of the network as an undivided run, and their merge the same bytes. */
export function unitsOfShard(
  units: readonly IndexUnit[],
  shard: GalleryManifest['shard'],
  batchSize: number,
): readonly IndexUnit[] {
  const { start, end } = shardSteps(Math.ceil(units.length / batchSize), shard);
  return units.slice(start * batchSize, end * batchSize);
}
