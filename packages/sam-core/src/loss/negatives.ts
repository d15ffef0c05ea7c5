import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { belongTogether, type PairKeys, same } from './pair-keys';

/**
 * Which pairs are negatives: every other `instance`, as in SCAN; pairs of another `class`, as the text of eq. (18) says; or
 * `instance+class`, the sum of both losses. In the sum, a pair of another class counts in both losses, a pair of the same class only in the
 * first.
 */
export const NEGATIVES = ['instance', 'class', 'instance+class'] as const;
export type Negatives = (typeof NEGATIVES)[number];

/** What decides which pairs of a batch are negatives of each other: another caption of the same image or an identical caption never is. */
export interface BatchKeys extends PairKeys {
  /** The class of each pair, its index or its name. Needed where `negatives` is not `instance`. */
  readonly labels?: readonly (string | number)[] | undefined;
}

/** @throws InvalidOptionError when `negatives` needs labels and there are none. */
export function checkLabels(negatives: Negatives, { labels }: BatchKeys): void {
  if (negatives === 'instance' || labels !== undefined) return;
  throw new InvalidOptionError(
    'labels',
    undefined,
    `the class of each pair where negatives is '${negatives}', or negatives must be 'instance'`,
  );
}

/** [B · B]: 1 where pair j can be a negative of pair i. */
export function negativePairs(batchSize: number, rule: 'instance' | 'class', keys: BatchKeys): Float32Array {
  const result = new Float32Array(batchSize * batchSize);
  for (let i = 0; i < batchSize; i++) {
    for (let j = 0; j < batchSize; j++) {
      const excluded = belongTogether(keys, i, j) || (rule === 'class' && same(keys.labels, i, j));
      result[i * batchSize + j] = excluded ? 0 : 1;
    }
  }
  return result;
}
