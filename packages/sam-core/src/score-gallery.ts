import { dispose, keep, type Tensor2D, type Tensor3D, tidy, transpose } from '@tensorflow/tfjs-core';
import { type AlignmentOptions, type ResolvedAlignmentOptions, resolveAlignmentOptions } from './alignment-options';
import { refuseNonFinite } from './finite';
import type { GateWeights } from './gate-weights';
import { checkShapes, rolesOf } from './score-all-pairs';
import { contextSide, querySide, type Side, tensorsOf } from './side';
import { scoreSides } from './tiling';

/** The images of a gallery, handed out in blocks. */
export interface ImageSource {
  readonly count: number;
  /** F [end − start, K, D] of the images `start` to before `end`; disposed of after use. */
  regions(start: number, end: number): Tensor3D | Promise<Tensor3D>;
}

/** The captions of a gallery, handed out in blocks. */
export interface CaptionSource {
  readonly count: number;
  /** T [end − start, N, D] and the mask [end − start, N] of the captions `start` to before `end`; disposed of after use. N may differ from block to block. */
  words(start: number, end: number): WordBlock | Promise<WordBlock>;
}

/** Words of some captions. */
export interface WordBlock {
  readonly words: Tensor3D;
  /** Default: every word is real. */
  readonly wordMask?: Tensor2D | undefined;
}

/** Options of `scoreGallery`. */
export interface ScoreGalleryOptions extends AlignmentOptions {
  /** The gate's weights. Needed unless `gate` is false. */
  readonly weights?: GateWeights | undefined;
  /** Captions that are held at a time; each block reads every image once. Default 256. */
  readonly captionsPerBlock?: number;
  /** Images that are held at a time. Default 32. */
  readonly imagesPerBlock?: number;
  /** Go on after so many blocks, which an earlier run has given already. Default 0. */
  readonly firstBlock?: number;
  /** Refuse NaN and infinities by name and index, counted within the block. Default true. */
  readonly checkFinite?: boolean;
}

/** Scores of some images with some captions. */
export interface ScoreBlock {
  /** Number of this block, from 0. */
  readonly block: number;
  /** How many there are in all. */
  readonly blocks: number;
  readonly firstImage: number;
  readonly images: number;
  readonly firstCaption: number;
  readonly captions: number;
  /** [images, captions], row-major. */
  readonly scores: Float32Array;
}

/**
 * The scores of every image with every caption, block after block, in memory that does not depend on the size of the gallery.
 *
 * The order of the blocks is fixed, so a run that was stopped goes on with `firstBlock`. Leaving the loop stops it and frees
 * what it holds.
 *
 * @throws ShapeMismatchError and NonFiniteError as `scoreAllPairs`.
 * @example
 * const scores = new Float32Array(images.count * captions.count);
 * for await (const block of scoreGallery(images, captions, { direction: 't2i', weights })) {
 *   placeScores(block, scores, captions.count);
 * }
 */
export async function* scoreGallery(
  images: ImageSource,
  captions: CaptionSource,
  options: ScoreGalleryOptions,
): AsyncGenerator<ScoreBlock> {
  const resolved = resolveAlignmentOptions(options);
  const { captionsPerBlock = 256, imagesPerBlock = 32, firstBlock = 0 } = options;
  const bands = Math.ceil(captions.count / captionsPerBlock);
  const perBand = Math.ceil(images.count / imagesPerBlock);
  for (let band = Math.floor(firstBlock / Math.max(1, perBand)); band < bands; band++) {
    const firstCaption = band * captionsPerBlock;
    const lastCaption = Math.min(captions.count, firstCaption + captionsPerBlock);
    const wordBlock = await captions.words(firstCaption, lastCaption);
    let side: Side | undefined;
    try {
      for (let column = 0; column < perBand; column++) {
        const block = band * perBand + column;
        if (block < firstBlock) continue;
        const firstImage = column * imagesPerBlock;
        const lastImage = Math.min(images.count, firstImage + imagesPerBlock);
        const regions = await images.regions(firstImage, lastImage);
        checkShapes({ regions, ...wordBlock, weights: options.weights }, resolved);
        side ??= captionSide(regions, wordBlock, options.weights, resolved);
        const scores = scoreBlock(regions, wordBlock, side, options, resolved);
        dispose(regions);
        const values = await scores.data<'float32'>();
        scores.dispose();
        yield {
          block,
          blocks: bands * perBand,
          firstImage,
          images: lastImage - firstImage,
          firstCaption,
          captions: lastCaption - firstCaption,
          scores: values,
        };
      }
    } finally {
      dispose(
        [wordBlock.words, wordBlock.wordMask, ...(side ? Object.values(tensorsOf(side)) : [])].filter(
          (tensor) => tensor !== undefined,
        ),
      );
    }
  }
}

/** Copies a block to its place in a matrix [images, captions]. */
export function placeScores(block: ScoreBlock, matrix: Float32Array, captions: number): void {
  for (let image = 0; image < block.images; image++) {
    const row = block.scores.subarray(image * block.captions, (image + 1) * block.captions);
    matrix.set(row, (block.firstImage + image) * captions + block.firstCaption);
  }
}

/** The captions' side with its part of the gate, kept for all images. */
function captionSide(
  regions: Tensor3D,
  block: WordBlock,
  weights: GateWeights | undefined,
  options: ResolvedAlignmentOptions,
): Side {
  let side!: Side;
  tidy(() => {
    const roles = rolesOf({ regions, ...block, weights }, options);
    side =
      options.direction === 'i2t'
        ? contextSide(roles.context, roles.contextMask, roles.weights)
        : querySide(roles.query, roles.queryMask, roles.weights);
    for (const tensor of Object.values(tensorsOf(side))) keep(tensor);
  });
  return side;
}

/** [images, captions] */
function scoreBlock(
  regions: Tensor3D,
  block: WordBlock,
  captions: Side,
  { weights, checkFinite = true }: ScoreGalleryOptions,
  options: ResolvedAlignmentOptions,
): Tensor2D {
  return tidy(() => {
    const used = options.gate ? weights : undefined;
    const scores =
      options.direction === 'i2t'
        ? transpose(scoreSides(querySide(regions, undefined, used), captions, options))
        : scoreSides(captions, contextSide(regions, undefined, used), options);
    if (checkFinite) refuseNonFinite(scores, { regions, words: block.words, ...used });
    return scores;
  });
}
