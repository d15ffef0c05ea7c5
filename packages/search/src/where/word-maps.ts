import { itemCount } from '@rs-sam/core/tiles';
import { type LoadedCheckpoint, readCaptions } from '@rs-sam/models';
import { END_ID, START_ID } from '@rs-sam/text-encoder';
import type { PretrainedWords } from '@rs-sam/text-encoder/pretrained';
import { dispose } from '@tensorflow/tfjs-core';
import type { StoredEncodings } from '../gallery/gallery';
import { loadEncoding } from '../query/host-encoding';
import { itemsOf } from '../query/score-items';
import { encodeSentences } from '../query/sentences';

/** Where the words of a sentence look in an image. */
export interface WordMaps {
  /** The words of the sentence in order; misspelled ones as they are read. */
  readonly words: readonly string[];
  /** Rows and columns of the regions. */
  readonly grid: readonly [rows: number, columns: number];
  /** [words][regions], row-major over the grid: the attention of each word, which sums to 1, or is 0 everywhere. */
  readonly weights: readonly (readonly number[])[];
}

/** What the attention of a model is computed by. */
type Explaining = Pick<LoadedCheckpoint, 'model' | 'vocabulary' | 'text' | 'manifest'>;

/**
 * The attention of a sentence's words over an item of a gallery.
 *
 * @param stored the encoding of the item alone.
 * @param pretrained the table that the model was trained with, for words that it was not trained on. Default: none.
 * @returns null for a model without attention, or whose regions are no grid.
 */
export async function wordMaps(
  checkpoint: Explaining,
  stored: StoredEncodings,
  text: string,
  pretrained?: PretrainedWords,
): Promise<WordMaps | null> {
  const [maps = null] = (await wordMapsOfItems(checkpoint, stored, text, pretrained)) ?? [];
  return maps;
}

/**
 * The attention of a sentence's words over each of several items, in their order: as `wordMaps`, but the sentence is encoded once.
 *
 * @param stored the encodings of the items.
 */
export async function wordMapsOfItems(
  checkpoint: Explaining,
  stored: StoredEncodings,
  text: string,
  pretrained?: PretrainedWords,
): Promise<WordMaps[] | null> {
  const { model, manifest } = checkpoint;
  const { grid } = manifest.features;
  if (model.explain === undefined || grid === null) return null;
  const reader = await readCaptions(checkpoint, [text], { pretrained });
  const texts = encodeSentences(checkpoint, [text], reader);
  try {
    const words = reader.wordsOf(text);
    const shown = reader.encode(text).flatMap((id, at) => (id === START_ID || id === END_ID ? [] : [at]));
    const maps: WordMaps[] = [];
    for (let item = 0; item < itemCount(stored); item++) {
      const images = loadEncoding(itemsOf(stored, item, item + 1));
      try {
        // A model explains pairs: one image with the sentence.
        const [pair] = model.explain(images, texts);
        maps.push({ words, grid, weights: shown.map((at) => pair?.attention[at] ?? []) });
      } finally {
        dispose({ ...images });
      }
    }
    return maps;
  } finally {
    dispose({ ...texts });
  }
}

/** The mean over the words of each region's attention, [regions]; it sums to 1 where every word attends to something. */
export function meanMap({ weights, grid }: WordMaps): number[] {
  const regions = grid[0] * grid[1];
  return Array.from({ length: regions }, (_, region) =>
    weights.reduce((sum, word) => sum + (word[region] ?? 0) / weights.length, 0),
  );
}
