import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import { formatJson } from '@rs-sam/foundation/formats';
import type { RetrievalModel } from '@rs-sam/models';
import type { FeatureSource } from '../features/feature-source';
import type { Gallery } from './gallery';
import { PartialScores } from './partial-scores';
import { type BlockOptions, blockPlan, type GalleryBlock, placeBlock, scoreBlocks } from './score-blocks';
import { readScores, scoresHash, writeScores } from './score-file';

/** How far scoring is. */
export interface ScoringProgress {
  /** Blocks that are behind, those of an earlier process included. */
  readonly block: number;
  readonly blocks: number;
  readonly secondsLeft: number;
}

/** A matrix that is on disk. */
export interface ScoredGallery {
  /** [images, captions], row-major. */
  readonly scores: Float32Array;
  /** SHA-256 of the numbers. */
  readonly sha256: string;
  /** Seconds that this process spent on it. */
  readonly seconds: number;
}

/** What `scoreGalleryToDisk` is given besides the gallery. */
export interface ScoringOptions extends BlockOptions {
  /** Where `scores.npy` and, until it is finished, `scores.partial` are. */
  readonly folder: string;
  /** Names what is scored: the same fingerprint gives the same scores. */
  readonly fingerprint: string;
  readonly onProgress?: ((progress: ScoringProgress) => void) | undefined;
}

/**
 * The score matrix of a gallery, kept on disk block by block: a process that is stopped or killed goes on where it was, and a matrix
 * that is finished is read and checked in place of being computed again.
 */
export async function scoreGalleryToDisk(
  model: RetrievalModel,
  features: FeatureSource,
  gallery: Gallery,
  options: ScoringOptions,
): Promise<ScoredGallery> {
  const { folder, fingerprint, onProgress } = options;
  await mkdir(folder, { recursive: true });
  const finished = await finishedScores(folder, fingerprint);
  if (finished !== undefined) return finished;
  const began = performance.now();
  const matrix = new Float32Array(gallery.files.length * gallery.captions.length);
  const { file, blocks } = await PartialScores.open(join(folder, 'scores.partial'), fingerprint);
  let kept = false;
  try {
    blocks.forEach((scores, block) => {
      placeBlock(blockAt(gallery, options, block, scores), gallery, matrix);
    });
    for await (const block of scoreBlocks(model, features, gallery, { ...options, firstBlock: blocks.length })) {
      placeBlock(block, gallery, matrix);
      await file.add(block.scores);
      const made = block.block + 1 - blocks.length;
      const perBlock = (performance.now() - began) / 1000 / made;
      onProgress?.({
        block: block.block + 1,
        blocks: block.blocks,
        secondsLeft: perBlock * (block.blocks - block.block - 1),
      });
    }
    const [images, captions] = [gallery.files.length, gallery.captions.length];
    await writeScores(join(folder, 'scores.npy'), { scores: matrix, images, captions });
    const hash = scoresHash(matrix);
    await writeFileAtomically(join(folder, 'scores.json'), formatJson({ fingerprint, sha256: hash }));
    await file.remove();
    kept = true;
    return { scores: matrix, sha256: hash, seconds: (performance.now() - began) / 1000 };
  } finally {
    if (!kept) await file.close();
  }
}

/** What an earlier process finished; undefined where there is nothing, something else, or something damaged. */
async function finishedScores(folder: string, fingerprint: string): Promise<ScoredGallery | undefined> {
  const [about, matrix] = [join(folder, 'scores.json'), join(folder, 'scores.npy')];
  if (!existsSync(about) || !existsSync(matrix)) return undefined;
  const found = JSON.parse(await readFile(about, 'utf8')) as {
    readonly fingerprint?: string;
    readonly sha256?: string;
  };
  if (found.fingerprint !== fingerprint) return undefined;
  const { scores } = await readScores(matrix);
  return scoresHash(scores) === found.sha256 ? { scores, sha256: found.sha256, seconds: 0 } : undefined;
}

/** A block that was kept, with its place. */
function blockAt(gallery: Gallery, options: BlockOptions, block: number, scores: Float32Array): GalleryBlock {
  const { blocks, perBand, captionsPerBlock, imagesPerBlock } = blockPlan(gallery, options);
  const firstCaption = Math.floor(block / perBand) * captionsPerBlock;
  const firstImage = (block % perBand) * imagesPerBlock;
  return {
    ...{ block, blocks, firstImage, firstCaption, scores },
    images: Math.min(imagesPerBlock, gallery.files.length - firstImage),
    captions: Math.min(captionsPerBlock, gallery.distinct.length - firstCaption),
  };
}
