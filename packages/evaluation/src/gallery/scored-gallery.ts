import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { captionBands } from '@rs-sam/foundation/blocks';
import { RecordFile, writeFileAtomically } from '@rs-sam/foundation/files';
import { formatJson, parseJson } from '@rs-sam/foundation/formats';
import type { RetrievalModel } from '@rs-sam/models';
import * as v from 'valibot';
import type { FeatureSource } from '../features/feature-source';
import type { ScoredItems } from './gallery';
import { type BlockOptions, placeBlock, scoreBlocks } from './score-blocks';
import { readHashedScores, ScoreFileError, type ScoreMatrixFile, scoresHash, writeScores } from './score-file';

/** The progress of scoring a gallery. */
export interface ScoringProgress {
  /** Scored blocks, those of an earlier process included. */
  readonly block: number;
  readonly blocks: number;
  readonly secondsLeft: number;
}

/** A score matrix on disk. */
export interface ScoredGallery {
  /** [images, captions], row-major. */
  readonly scores: Float32Array;
  /** SHA-256 of the numbers. */
  readonly sha256: string;
  /** Seconds that this process needed for it. */
  readonly seconds: number;
}

/** Options of `scoreGalleryToDisk`. */
export interface ScoringOptions extends BlockOptions {
  /** Where `scores.npy` and, until it is finished, `scores.partial` are. */
  readonly folder: string;
  /** Identifies the evaluation: the same fingerprint means the same scores. */
  readonly fingerprint: string;
  /** From the scores of all items to those that are kept, with their numbers of images and captions. Default: all. */
  readonly finish?: (matrix: Float32Array) => ScoreMatrixFile;
  readonly onProgress?: ((progress: ScoringProgress) => void) | undefined;
}

/**
 * The score matrix of a gallery, kept on disk block by block: an interrupted process resumes with the next block, and a finished
 * matrix is read and verified instead of being computed again.
 */
export async function scoreGalleryToDisk(
  model: RetrievalModel,
  features: FeatureSource,
  items: ScoredItems,
  options: ScoringOptions,
): Promise<ScoredGallery> {
  const { folder, fingerprint, onProgress } = options;
  await mkdir(folder, { recursive: true });
  const finished = await finishedScores(folder, fingerprint);
  if (finished !== undefined) return finished;
  const began = performance.now();
  const matrix = new Float32Array(items.files.length * items.captions.length);
  const { file, blocks } = await RecordFile.open(join(folder, 'scores.partial'), fingerprint);
  let kept = false;
  try {
    const places = captionBands(items.files.length, items.distinct.length, options).flatMap((band) => band.blocks);
    blocks.forEach(({ buffer }, block) => {
      const scores = new Float32Array(buffer);
      placeBlock({ ...(places[block] as (typeof places)[number]), scores }, items, matrix);
    });
    for await (const block of scoreBlocks(model, features, items, { ...options, firstBlock: blocks.length })) {
      placeBlock(block, items, matrix);
      const { buffer, byteOffset, byteLength } = block.scores;
      await file.add(new Uint8Array(buffer, byteOffset, byteLength));
      const made = block.block + 1 - blocks.length;
      const perBlock = (performance.now() - began) / 1000 / made;
      onProgress?.({
        block: block.block + 1,
        blocks: block.blocks,
        secondsLeft: perBlock * (block.blocks - block.block - 1),
      });
    }
    const [images, captions] = [items.files.length, items.captions.length];
    const made = options.finish?.(matrix) ?? { scores: matrix, images, captions };
    await writeScores(join(folder, 'scores.npy'), made);
    const hash = scoresHash(made.scores);
    await writeFileAtomically(join(folder, 'scores.json'), formatJson({ fingerprint, sha256: hash }));
    await file.remove();
    kept = true;
    return { scores: made.scores, sha256: hash, seconds: (performance.now() - began) / 1000 };
  } finally {
    if (!kept) await file.close();
  }
}

const aboutSchema = v.strictObject({ fingerprint: v.string(), sha256: v.string() });

/** The complete matrix of an earlier process; undefined if it is missing, damaged, or of another evaluation. */
async function finishedScores(folder: string, fingerprint: string): Promise<ScoredGallery | undefined> {
  const [about, matrix] = [join(folder, 'scores.json'), join(folder, 'scores.npy')];
  if (!existsSync(about) || !existsSync(matrix)) return undefined;
  const { value: found } = parseJson(await readFile(about, 'utf8'), aboutSchema);
  if (found?.fingerprint !== fingerprint) return undefined;
  const read = await readHashedScores(matrix, found.sha256).catch((error) => {
    if (error instanceof ScoreFileError) return undefined;
    throw error;
  });
  return read && { scores: read.scores, sha256: found.sha256, seconds: 0 };
}
