import type { View } from '../images/view';
import type { Fingerprint } from './fingerprint';

/**
 * How two images are the same.
 *
 * - `identical`: the same pixels
 * - `turned`: the whole image, rotated or mirrored
 * - `changed`: the whole image in another encoding, size, brightness or contrast
 * - `part`: one shows a part of the other, or both show a part of the same, at the same scale or another
 * - `features`: their features are alike, and their pixels do not say that they are the same
 * - `coarse`: alike in the layout of light and dark, and not in their details, as two beaches or two fields: not the same image
 */
export type DuplicateKind = (typeof DUPLICATE_KINDS)[number];

export const DUPLICATE_KINDS = ['identical', 'turned', 'changed', 'part', 'features', 'coarse'] as const;

/** The kinds in which both images show the same place in the same picture. */
export const SAME_KINDS: readonly DuplicateKind[] = ['identical', 'turned', 'changed', 'part'];

/** Two images that are the same, in part, or nearly. */
export interface DuplicatePair {
  readonly kind: DuplicateKind;
  readonly first: Fingerprint;
  readonly second: Fingerprint;
  /** 1 for identical images; of the kind `features` the cosine, of the kind `coarse` `grey`; else the lower one of `grey` and `detail`. */
  readonly score: number;
  /** How the second image lies on the first; null of the kind `features`. */
  readonly overlap: PairOverlap | null;
}

/** The common part of two images. */
export interface PairOverlap {
  /** Correlation of the grey values there, and of the details, in the median of its blocks. */
  readonly grey: number;
  readonly detail: number;
  /** The view of the second image that is like the first. */
  readonly view: View;
  /** Side of the second image in the first, where the longer side of each is 1. */
  readonly scale: number;
  /** Its area as a share of each image. */
  readonly shareOfFirst: number;
  readonly shareOfSecond: number;
}
