import { captionBands } from '@rs-sam/foundation/blocks';
import { flag, integer, object } from '@rs-sam/foundation/options';
import { dispose, keep, type Tensor, type Tensor2D, type Tensor3D, tidy, transpose } from '@tensorflow/tfjs-core';
import { scoreSides } from '../all-pairs/score-sides';
import { contextSide, querySide, type Side } from '../all-pairs/side';
import { checkOperands, type PairRoles, rolesOf } from '../operands/alignment-operands';
import type { GateWeights } from '../operands/gate-weights';
import { refuseNonFinite } from '../operands/non-finite';
import { warnOfUnmaskedPadding } from '../operands/unmasked-padding';
import {
  type AlignmentOptions,
  checkAlignmentOptions,
  type ResolvedAlignmentOptions,
} from '../options/alignment-options';
import type { CaptionSource, ImageSource, WordBlock } from './gallery-source';
import type { ScoreBlock } from './score-block';

/** Options of `scoreGallery`. */
export interface ScoreGalleryOptions extends AlignmentOptions {
  /** The gate's weights. Needed unless `gate` is false. */
  readonly weights?: GateWeights | undefined;
  /** Captions in memory at a time; each block of captions reads every image once. Default 256. */
  readonly captionsPerBlock?: number;
  /** Images in memory at a time. Default 32. */
  readonly imagesPerBlock?: number;
  /** The first block to compute: an interrupted run resumes after its last block. Default 0. */
  readonly firstBlock?: number;
  /** Refuse NaN and infinities by name and index, counted within the block. Default true. */
  readonly checkFinite?: boolean;
}

const MORE_RULES = {
  weights: object('the weights of the gate'),
  captionsPerBlock: integer(1),
  imagesPerBlock: integer(1),
  firstBlock: integer(0),
  checkFinite: flag,
};

/**
 * The scores of every image with every caption, block after block, in memory that does not depend on the size of the gallery.
 *
 * The order of the blocks is fixed, so an interrupted run resumes with `firstBlock`. Leaving the loop stops the work and disposes its
 * tensors.
 *
 * @throws InvalidOptionError for an unknown option or a wrong value.
 * @throws ShapeMismatchError and NonFiniteError as `scoreAllPairs`.
 * @example
 * const scores = new Float32Array(images.count * captions.count);
 * for await (const block of scoreGallery(images, captions, { direction: 't2i', weights })) {
 *   placeScores(block, scores, captions.count);
 * }
 */
export function scoreGallery(
  images: ImageSource,
  captions: CaptionSource,
  options: ScoreGalleryOptions,
): AsyncGenerator<ScoreBlock> {
  return scoreBlocks(images, captions, options, checkAlignmentOptions('scoreGallery', options, MORE_RULES));
}

async function* scoreBlocks(
  images: ImageSource,
  captions: CaptionSource,
  options: ScoreGalleryOptions,
  resolved: ResolvedAlignmentOptions,
): AsyncGenerator<ScoreBlock> {
  for (const band of captionBands(images.count, captions.count, options, options.firstBlock)) {
    const wordBlock = await captions.words(band.firstCaption, band.firstCaption + band.captions);
    let side: Side | undefined;
    try {
      for (const block of band.blocks) {
        const regions = await images.regions(block.firstImage, block.firstImage + block.images);
        checkOperands({ regions, ...wordBlock, weights: options.weights }, resolved);
        side ??= captionSide(regions, wordBlock, options, resolved);
        const scores = scoreBlock(regions, wordBlock, side, options, resolved);
        dispose(regions);
        const values = await scores.data<'float32'>();
        scores.dispose();
        yield { ...block, scores: values };
      }
    } finally {
      const held: (Tensor | undefined)[] = [wordBlock.words, wordBlock.wordMask, ...Object.values(side ?? {})];
      dispose(held.filter((tensor) => tensor !== undefined));
    }
  }
}

/** The captions' side with its part of the gate, kept for all images. */
function captionSide(
  regions: Tensor3D,
  block: WordBlock,
  { weights, checkFinite = true }: ScoreGalleryOptions,
  options: ResolvedAlignmentOptions,
): Side {
  if (checkFinite && block.wordMask === undefined) warnOfUnmaskedPadding(block.words);
  let side!: Side;
  tidy(() => {
    const roles = rolesOf({ regions, ...block, weights }, options);
    side = options.direction === 'i2t' ? contextSide(roles) : querySide(roles);
    for (const tensor of Object.values(side)) keep(tensor);
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
    const roles: PairRoles = rolesOf({ regions, words: block.words, weights }, options);
    const scores =
      options.direction === 'i2t'
        ? transpose(scoreSides(querySide(roles), captions, options))
        : scoreSides(captions, contextSide(roles), options);
    if (checkFinite) refuseNonFinite(scores, { regions, words: block.words, ...roles.weights });
    return scores;
  });
}
