import type { RetrievalModel } from '@rs-sam/models';
import { padBatch } from '@rs-sam/text-encoder';
import type { View } from '@rs-sam/vision-features';
import { dispose, type NamedTensorMap, tensor2d, tensor3d, tidy } from '@tensorflow/tfjs-core';
import type { FeatureSource } from '../features/feature-source';
import type { Gallery } from './gallery';

/** How a gallery is cut into blocks. */
export interface BlockOptions {
  /** Different captions that are encoded and held at a time. Default 256. */
  readonly captionsPerBlock?: number;
  /** Images that are read, encoded and scored at a time. Default 32. */
  readonly imagesPerBlock?: number;
  /** Views of each image, which the store has to hold; the score of an image is the mean of theirs. Default: the image as it is. */
  readonly views?: readonly View[] | undefined;
  /** Go on after so many blocks, which an earlier run has given already. Default 0. */
  readonly firstBlock?: number;
  /** Stops before the next block; what `signal.throwIfAborted` throws. */
  readonly signal?: AbortSignal | undefined;
}

/** Scores of some images with some different captions of a gallery. */
export interface GalleryBlock {
  /** Number of this block, from 0. */
  readonly block: number;
  /** How many there are in all. */
  readonly blocks: number;
  readonly firstImage: number;
  readonly images: number;
  /** Place of the first caption in `Gallery.distinct`. */
  readonly firstCaption: number;
  readonly captions: number;
  /** [images, captions], row-major. */
  readonly scores: Float32Array;
}

/**
 * Every image of a gallery against every different caption, block after block, through the model contract: memory depends on the
 * size of a block, not of the gallery. The order of the blocks is fixed, so a run that was stopped goes on with `firstBlock`.
 */
export async function* scoreBlocks(
  model: RetrievalModel,
  features: FeatureSource,
  gallery: Gallery,
  options: BlockOptions = {},
): AsyncGenerator<GalleryBlock> {
  const { firstBlock = 0, signal, views = ['identity'] } = options;
  const { blocks, perBand, captionsPerBlock, imagesPerBlock } = blockPlan(gallery, options);
  for (let band = Math.floor(firstBlock / Math.max(1, perBand)); band * perBand < blocks; band++) {
    const firstCaption = band * captionsPerBlock;
    const ids = gallery.distinct.slice(firstCaption, firstCaption + captionsPerBlock);
    const padded = padBatch(ids);
    const texts = tidy(() => model.encodeTexts(tensor2d(padded.ids, padded.shape, 'int32')));
    try {
      for (let column = 0; column < perBand; column++) {
        const block = band * perBand + column;
        if (block < firstBlock) continue;
        signal?.throwIfAborted();
        const firstImage = column * imagesPerBlock;
        const files = gallery.files.slice(firstImage, firstImage + imagesPerBlock);
        const [images, captions] = [files.length, ids.length];
        const scores = new Float32Array(images * captions);
        for (const view of views) {
          const ofView = await scoreView(model, features, files, view, texts);
          scores.forEach((sum, at) => {
            scores[at] = sum + (ofView[at] as number) / views.length;
          });
        }
        yield { block, blocks, firstImage, images, firstCaption, captions, scores };
      }
    } finally {
      dispose({ ...texts });
    }
  }
}

/** Images in one view against captions that are encoded: [images, captions], row-major. */
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

/** How many blocks a gallery has, and how they lie: bands of captions, each cut along the images. */
export function blockPlan(gallery: Gallery, { captionsPerBlock = 256, imagesPerBlock = 32 }: BlockOptions) {
  const perBand = Math.ceil(gallery.files.length / imagesPerBlock);
  const blocks = perBand * Math.ceil(gallery.distinct.length / captionsPerBlock);
  return { blocks, perBand, captionsPerBlock, imagesPerBlock };
}

/** Copies a block to its places in a matrix [images, captions] of all captions, equal ones included. */
export function placeBlock(block: GalleryBlock, gallery: Gallery, matrix: Float32Array): void {
  const width = gallery.captions.length;
  for (let caption = 0; caption < block.captions; caption++) {
    for (const column of gallery.columns[block.firstCaption + caption] ?? []) {
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
  gallery: Gallery,
  options: BlockOptions & { readonly onBlock?: (block: GalleryBlock) => void } = {},
): Promise<Float32Array> {
  const matrix = new Float32Array(gallery.files.length * gallery.captions.length);
  for await (const block of scoreBlocks(model, features, gallery, options)) {
    placeBlock(block, gallery, matrix);
    options.onBlock?.(block);
  }
  return matrix;
}
