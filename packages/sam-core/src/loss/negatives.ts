import { InvalidOptionError, ShapeMismatchError } from '@rs-sam/foundation/errors';

/**
 * Which pairs are negatives: every other `instance`, as in SCAN; pairs of another `class`, as the text of eq. (18) says; or
 * `instance+class`, the sum of both losses. In the sum, a pair of another class counts in both losses, a pair of the same class only in the
 * first.
 */
export const NEGATIVES = ['instance', 'class', 'instance+class'] as const;
export type Negatives = (typeof NEGATIVES)[number];

/** What decides which pairs of a batch are negatives of each other; pair i is image i with caption i. */
export interface BatchKeys {
  /** The class of each pair, its index or its name. Needed where `negatives` is not `instance`. */
  readonly labels?: readonly (string | number)[] | undefined;
  /** The image of each pair: another caption of the same image is never a negative. */
  readonly images?: readonly (string | number)[] | undefined;
  /** The caption of each pair, its text or any key of it: an identical caption is never a negative. */
  readonly captions?: readonly (string | number)[] | undefined;
}

/**
 * @throws InvalidOptionError when `negatives` needs labels and there are none.
 * @throws ShapeMismatchError when the length of a list is not the batch size.
 */
export function checkKeys(batchSize: number, negatives: Negatives, { labels, images, captions }: BatchKeys): void {
  if (negatives !== 'instance' && labels === undefined) {
    throw new InvalidOptionError(
      'labels',
      undefined,
      `the class of each pair where negatives is '${negatives}', or negatives must be 'instance'`,
    );
  }
  for (const [name, list] of Object.entries({ labels, images, captions })) {
    if (list === undefined || list.length === batchSize) continue;
    const expected = `scores [${batchSize}, ${batchSize}]`;
    throw new ShapeMismatchError(name, [list.length], expected, 'Give one for each pair of the batch.');
  }
}

/** [B · B]: 1 where pair j can be a negative of pair i. */
export function negativePairs(batchSize: number, rule: 'instance' | 'class', keys: BatchKeys): Float32Array {
  const { labels, images, captions } = keys;
  const result = new Float32Array(batchSize * batchSize);
  for (let i = 0; i < batchSize; i++) {
    for (let j = 0; j < batchSize; j++) {
      const excluded =
        i === j || same(images, i, j) || same(captions, i, j) || (rule === 'class' && same(labels, i, j));
      result[i * batchSize + j] = excluded ? 0 : 1;
    }
  }
  return result;
}

function same(list: readonly (string | number)[] | undefined, i: number, j: number): boolean {
  return list !== undefined && list[i] === list[j];
}
