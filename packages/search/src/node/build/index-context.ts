import { recordedColourRange } from '@rs-sam/vision-features/node';
import type { SkippedImage } from '../../gallery/gallery-manifest';
import type { GalleryTarget } from '../store/gallery-target';
import { type IndexOptions, sceneSettings } from './index-options';
import { type IndexUnit, imageUnits, unitsOfShard, windowUnits } from './index-units';
import type { ItemEncoder } from './item-encoder';
import { type ReadScene, readScenes } from './read-scenes';
import type { Origin } from './same-origin';
import type { SearchCheckpoint } from './search-checkpoint';

/** What every part of a run needs. */
export interface IndexContext {
  readonly options: IndexOptions;
  readonly target: GalleryTarget;
  readonly checkpoint: SearchCheckpoint;
  readonly encoder: ItemEncoder;
  readonly origin: Origin;
  /** The images or windows of this shard, in their order. */
  readonly units: readonly IndexUnit[];
  /** Of windows: all scenes, whatever the shard. */
  readonly scenes: readonly ReadScene[];
  /** Files that are no scenes. */
  readonly noScenes: readonly SkippedImage[];
  readonly batchSize: number;
  /** The folder of the images, as the gallery keeps it. */
  readonly root: string;
}

/** Longer side of a thumbnail, in pixels. */
const THUMBNAIL = 224;

/** @throws BrokenImageError where `onBroken` says so. */
export async function indexContext(
  options: IndexOptions,
  target: GalleryTarget,
  checkpoint: SearchCheckpoint,
  encoder: ItemEncoder,
): Promise<IndexContext> {
  const { batchSize = 8, shard = null, thumbnail = THUMBNAIL, root, images } = options;
  const windows = sceneSettings(options);
  const recorded = recordedColourRange(checkpoint.features.preprocessing);
  const { scenes, skipped: noScenes } =
    windows === null
      ? { scenes: [], skipped: [] }
      : await readScenes(options, windows, {
          bands: windows.bands,
          range: recorded.range,
          stretch: windows.stretch ?? recorded.stretch,
        });
  return {
    ...{ options, target, checkpoint, encoder, batchSize, scenes },
    units: unitsOfShard(windows === null ? imageUnits(images) : windowUnits(scenes, windows), shard, batchSize),
    // Of a merge, the first shard has them.
    noScenes: shard === null || shard.index === 1 ? noScenes : [],
    root: target.rootOf(root),
    origin: {
      model: checkpoint.record,
      features: checkpoint.features,
      shortlist: encoder.shortlist,
      ...{ thumbnail, windows, shard },
    },
  };
}
