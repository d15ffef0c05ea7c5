import { join } from 'node:path';
import type { FeatureSource } from '@rs-sam/evaluation';
import { exists } from '@rs-sam/foundation/files';
import { folderGallery } from '@rs-sam/search/node';
import type { StoredItem } from '../../packages/search/src/gallery/gallery-item';
import { openItemEncoder } from '../../packages/search/src/node/build/item-encoder';
import { readSearchCheckpoint } from '../../packages/search/src/node/build/search-checkpoint';
import { commitGallery, segmentFolder } from '../../packages/search/src/node/store/gallery-folder';
import { openSegmentWriter } from '../../packages/search/src/node/store/segment-writer';

/** Images that are encoded at a time. */
const BLOCK = 64;

/** Opens a gallery of the images of a feature store; where there is none, it is made, as by `index` but without extraction and thumbnails. */
export async function storeGallery(
  folder: string,
  checkpointFolder: string,
  files: readonly string[],
  features: FeatureSource,
) {
  if (!(await exists(join(folder, 'manifest.json')))) await makeGallery(folder, checkpointFolder, files, features);
  return folderGallery(folder);
}

async function makeGallery(
  folder: string,
  checkpointFolder: string,
  files: readonly string[],
  features: FeatureSource,
): Promise<void> {
  const checkpoint = await readSearchCheckpoint(checkpointFolder);
  const encoder = await openItemEncoder(checkpoint);
  const name = '0001';
  const writer = await openSegmentWriter(segmentFolder(folder, name), name, encoder.arrays, '{}');
  try {
    for (let start = writer.done.length * BLOCK; start < files.length; start += BLOCK) {
      const block = files.slice(start, start + BLOCK);
      const regions = await features.read(block.map((image) => ({ image })));
      const unknown = { width: 256, height: 256, bytes: 0, sha256: '0'.repeat(64), thumbnail: new Uint8Array() };
      await writer.append({
        images: block.map((file) => ({ file, ...unknown })),
        skipped: [],
        empty: [],
        arrays: await encoder.encode(regions, block.length),
      });
    }
    const segment = await writer.finish();
    const images = writer.done.flatMap((step) => step.images);
    const items = images.map((image, row): StoredItem => ({ row, id: image.file, ...image, metadata: {} }));
    await commitGallery(
      folder,
      {
        model: checkpoint.record,
        features: checkpoint.features,
        ...{
          shortlist: encoder.shortlist,
          thumbnail: 224,
          windows: null,
          scenes: [],
          shard: null,
          root: '..',
          generation: 1,
        },
        ...{ arrays: encoder.arrays, segments: [segment], skipped: [] },
      },
      items,
      checkpoint.files,
    );
  } finally {
    await writer.close();
    checkpoint.loaded.model.dispose();
  }
}
