import type { kernels } from '@rs-sam/tfjs-backend';

/** Steps are packed in groups of this many: a graph of the engine computes several steps of the same captions. */
const STEPS_PER_GROUP = 4;

/**
 * The order in which a recurrence reads the real words of some captions, without most of the padded ones. The rows of step p are the
 * captions with more than p words, the longest first; in a group of steps, a caption that ends has padded rows up to its end.
 */
export interface Packing {
  readonly runs: readonly kernels.GruStepRun[];
  /** The place b·N + n of the word of each row; of a padded row, that of another word. */
  readonly places: Int32Array;
  /** For each row, 1 at a real word and 0 at a padded one. */
  readonly isReal: Float32Array;
  /** The row of the word at each place; 0 at a masked one. */
  readonly rows: Int32Array;
  /** For each place, 1 at a real word and 0 at a masked one. */
  readonly isWord: Float32Array;
}

/** @param mask - `[B, N]`, row by row: 0 at a masked word, which may be anywhere in a caption. */
export function packingOf(mask: ArrayLike<number>, batch: number, steps: number): Packing {
  const words = Array.from({ length: batch }, (_, b) =>
    Array.from({ length: steps }, (_, n) => b * steps + n).filter((place) => mask[place] !== 0),
  ).sort((a, b) => b.length - a.length);
  const longest = words[0]?.length ?? 0;

  const runs: { steps: number; batch: number }[] = [];
  const places: number[] = [];
  const isReal: number[] = [];
  const rows = new Int32Array(batch * steps);
  const isWord = new Float32Array(batch * steps);
  for (let start = 0; start < longest; start += STEPS_PER_GROUP) {
    const end = Math.min(longest, start + STEPS_PER_GROUP);
    const captions = words.filter(({ length }) => length > start);
    const last = runs.at(-1);
    if (last?.batch === captions.length) last.steps += end - start;
    else runs.push({ steps: end - start, batch: captions.length });
    for (let step = start; step < end; step++) {
      for (const caption of captions) {
        const place = caption[step];
        if (place !== undefined) {
          rows[place] = places.length;
          isWord[place] = 1;
        }
        places.push(place ?? (caption[0] as number));
        isReal.push(place === undefined ? 0 : 1);
      }
    }
  }
  // Engines do not take matrices without rows.
  if (longest === 0) {
    runs.push({ steps: 1, batch: 1 });
    places.push(0);
    isReal.push(0);
  }
  return { runs, places: Int32Array.from(places), isReal: Float32Array.from(isReal), rows, isWord };
}
