import type { MatrixBlock } from '@rs-sam/foundation/blocks';

/** Scores of some images with some captions. */
export interface ScoreBlock extends MatrixBlock {
  /** [images, captions], row-major. */
  readonly scores: Float32Array;
}

/** Copies a block to its place in a matrix [images, captions]. */
export function placeScores(block: ScoreBlock, matrix: Float32Array, captions: number): void {
  for (let image = 0; image < block.images; image++) {
    const row = block.scores.subarray(image * block.captions, (image + 1) * block.captions);
    matrix.set(row, (block.firstImage + image) * captions + block.firstCaption);
  }
}
