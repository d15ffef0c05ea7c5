import { relative, resolve, sep } from 'node:path';
import { shardSteps } from '@rs-sam/vision-features/node';
import type { GalleryManifest } from '../../gallery/gallery-manifest';
import type { IndexOptions } from './index-options';
import type { ItemEncoder } from './item-encoder';
import type { Origin } from './same-origin';
import type { SearchCheckpoint } from './search-checkpoint';

/** What every part of a run needs. */
export interface IndexContext {
  readonly options: IndexOptions;
  readonly checkpoint: SearchCheckpoint;
  readonly encoder: ItemEncoder;
  readonly origin: Origin;
  /** The images of this shard. */
  readonly images: IndexOptions['images'];
  readonly batchSize: number;
  /** The folder of the images, relative to the gallery. */
  readonly root: string;
}

/** Longer side of a thumbnail, in pixels. */
const THUMBNAIL = 224;

export function indexContext(options: IndexOptions, checkpoint: SearchCheckpoint, encoder: ItemEncoder): IndexContext {
  const { batchSize = 8, shard = null, thumbnail = THUMBNAIL, out, root } = options;
  const { backbone, layer, weights, preprocessing, inputSize, resizeFirst, dtype, grid, regions, depth } =
    checkpoint.loaded.manifest.features;
  return {
    ...{ options, checkpoint, encoder, batchSize },
    images: imagesOfShard(options.images, shard, batchSize),
    root: relative(resolve(out), resolve(root)).split(sep).join('/'),
    origin: {
      model: checkpoint.record,
      features: {
        ...{ backbone, layer, weights, preprocessing, inputSize, resizeFirst, dtype, regions, depth },
        grid: grid && [...grid],
      },
      shortlist: encoder.shortlist,
      ...{ thumbnail, shard },
    },
  };
}

/** Whole steps, so that the shards have the same runs of the network as an undivided run, and their merge the same bytes. */
function imagesOfShard(
  images: IndexOptions['images'],
  shard: GalleryManifest['shard'],
  batchSize: number,
): IndexOptions['images'] {
  const { start, end } = shardSteps(Math.ceil(images.length / batchSize), shard);
  return images.slice(start * batchSize, end * batchSize);
}
