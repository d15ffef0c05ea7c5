import { type BlockSizes, captionBands, type MatrixBlock } from '@rs-sam/foundation/blocks';
import { encodeCaptions, type RetrievalModel } from '@rs-sam/models';
import type { View } from '@rs-sam/vision-features';
import { dispose, type NamedTensorMap, tensor3d, tidy } from '@tensorflow/tfjs-core';
import type { FeatureSource } from '../features/feature-source';
import type { ScoredItems } from './gallery';

/** How a gallery is scored. */
export interface BlockOptions extends BlockSizes {
  /** Augmentation views of each image, which the store must contain; the score of an image is their mean. Default: the unchanged image. */
  readonly views?: readonly View[] | undefined;
  /** The first block to score; an interrupted run resumes here. Default 0. */
  readonly firstBlock?: number;
  /** Stops before the next block, with the error of `signal.throwIfAborted`. */
  readonly signal?: AbortSignal | undefined;
}

/** Scores of some images with some distinct captions; `firstCaption` is an index in `ScoredItems.distinct`. */
export interface GalleryBlock extends MatrixBlock {
  /** [images, captions], row-major. */
  readonly scores: Float32Array;
}

/**
 * Scores every image with every distinct caption, block by block, through the model contract: memory depends on the size of a block, not of
 * the gallery. The order of the blocks is fixed, so an interrupted run resumes with `firstBlock`.
 */
export async function* scoreBlocks(
  model: RetrievalModel,
  features: FeatureSource,
  items: ScoredItems,
  options: BlockOptions = {},
): AsyncGenerator<GalleryBlock> {
  const { firstBlock = 0, signal, views = ['identity'] } = options;
  for (const band of captionBands(items.files.length, items.distinct.length, options, firstBlock)) {
    const captions = items.distinct.slice(band.firstCaption, band.firstCaption + band.captions);
    const texts = encodeCaptions(model, captions, items);
    try {
      for (const block of band.blocks) {
        signal?.throwIfAborted();
        const files = items.files.slice(block.firstImage, block.firstImage + block.images);
        const scores = new Float32Array(block.images * block.captions);
        for (const view of views) {
          const ofView = await scoreView(model, features, files, view, texts);
          scores.forEach((sum, at) => {
            scores[at] = sum + (ofView[at] as number) / views.length;
          });
        }
        yield { ...block, scores };
      }
    } finally {
      dispose({ ...texts });
    }
  }
}

/** The scores of images in one view with encoded captions: [images, captions], row-major. */
async function scoreView(
  model: RetrievalModel,
  features: FeatureSource,
  files: readonly string[],
  view: View,
  texts: NamedTensorMap,
): Promise<Float32Array> {
  const regions = await features.read(files.map((image) => ({ image, view })));
  const scores = tidy(() => {
    const input = tensor3d(regions, [files.length, features.regions, features.depth]);
    return model.score(model.encodeImages(input), texts);
  });
  const values = (await scores.data()) as Float32Array;
  scores.dispose();
  return values;
}

/** Copies a block into a matrix [images, captions] of all captions, equal ones included. */
export function placeBlock(block: GalleryBlock, items: ScoredItems, matrix: Float32Array): void {
  const width = items.captions.length;
  for (let caption = 0; caption < block.captions; caption++) {
    for (const column of items.columns[block.firstCaption + caption] ?? []) {
      for (let image = 0; image < block.images; image++) {
        matrix[(block.firstImage + image) * width + column] = block.scores[image * block.captions + caption] as number;
      }
    }
  }
}

/** The whole matrix [images, captions], row-major. */
export async function scoreWholeGallery(
  model: RetrievalModel,
  features: FeatureSource,
  items: ScoredItems,
  options: BlockOptions & { readonly onBlock?: (block: GalleryBlock) => void } = {},
): Promise<Float32Array> {
  const matrix = new Float32Array(items.files.length * items.captions.length);
  for await (const block of scoreBlocks(model, features, items, options)) {
    placeBlock(block, items, matrix);
    options.onBlock?.(block);
  }
  return matrix;
}
