import { join } from 'node:path';
import type { DuplicateKind, DuplicatePair, Fingerprint, PairOverlap } from '@rs-sam/vision-features/node/duplicates';
import type { ImageOrigin } from './compared-folder';

/** Two images that are the same, and where they are; plain data. */
export interface ComparedPair {
  readonly kind: DuplicateKind;
  readonly score: number;
  readonly first: ComparedImage;
  readonly second: ComparedImage;
  readonly overlap: PairOverlap | null;
}

export interface ComparedImage {
  readonly dataset: string;
  readonly part: string | null;
  /** In the data set, and on the disk. */
  readonly file: string;
  readonly path: string;
}

export function comparedPair(pair: DuplicatePair, origins: ReadonlyMap<Fingerprint, ImageOrigin>): ComparedPair {
  const { kind, score, first, second, overlap } = pair;
  const image = (fingerprint: Fingerprint): ComparedImage => {
    const { folder, part, file } = origins.get(fingerprint) as ImageOrigin;
    return { dataset: folder.name, part, file, path: join(folder.folder, file) };
  };
  return { kind, score, first: image(first), second: image(second), overlap };
}

/** `ucm test`, or `ucm` where the image is in no part. */
export const placeOf = ({ dataset, part }: Pick<ComparedImage, 'dataset' | 'part'>): string =>
  part === null ? dataset : `${dataset} ${part}`;
