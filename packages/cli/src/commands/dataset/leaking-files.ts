import type { ComparedFolder } from './compared-folder';
import type { ComparedPair } from './compared-pair';

/** How much a part is kept for the judgement of a model. */
const HELD_OUT: Readonly<Record<string, number>> = { val: 1, test: 2 };

/**
 * The files of the first data set that have to be left out of it.
 *
 * Of several data sets: those that are the same as an image of another one, unless that is in its part `train`. Of one data set: of each pair
 * in two parts, the image that is not in `test`, or else not in `val`.
 *
 * @param pairs - Of images that are the same.
 */
export function leakingFiles(folders: readonly ComparedFolder[], pairs: readonly ComparedPair[]): Set<string> {
  const [own] = folders;
  const files = new Set<string>();
  for (const { first, second } of pairs) {
    if (folders.length > 1) {
      if (first.dataset === own?.name && second.part !== 'train') files.add(first.file);
      continue;
    }
    const [heldFirst, heldSecond] = [first, second].map(({ part }) => HELD_OUT[part ?? ''] ?? 0) as [number, number];
    if (heldFirst !== heldSecond) files.add((heldFirst < heldSecond ? first : second).file);
  }
  return files;
}
