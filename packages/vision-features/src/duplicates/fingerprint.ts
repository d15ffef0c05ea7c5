import { CODE_WORDS, descriptorCode } from './descriptor-code';
import type { GreyFrame } from './grey-frame';
import { keypointsOf } from './keypoints';
import { perceptualHashes } from './perceptual-hash';
import { type Thumbnail, thumbnailOf } from './thumbnail';

/** What is kept of an image to find it in others, about 11 kB. */
export interface Fingerprint {
  /** The key of the image, as a feature store knows it. */
  readonly name: string;
  /** SHA-256 of the decoded pixels and the size: two images with the same one are identical. */
  readonly digest: string;
  /** Of the eight views, [8, 2]. */
  readonly hashes: Int32Array;
  readonly thumbnail: Thumbnail;
  readonly keypoints: CodedKeypoints;
  /** The pooled regions of a feature store, of norm 1, [D]; with them `findDuplicates` also compares features. */
  readonly features?: Float32Array;
}

/** Keypoints with codes in place of their descriptors. */
export interface CodedKeypoints {
  readonly count: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** log₂ σ. */
  readonly scale: Float32Array;
  /** [count, 2]. */
  readonly codes: Int32Array;
}

export function fingerprintOf(name: string, digest: string, frame: GreyFrame): Fingerprint {
  const { count, x, y, scale, descriptors } = keypointsOf(frame);
  const codes = new Int32Array(count * CODE_WORDS);
  for (let i = 0; i < count; i++) descriptorCode(descriptors, i, codes, i * CODE_WORDS);
  return {
    name,
    digest,
    hashes: perceptualHashes(frame),
    thumbnail: thumbnailOf(frame),
    keypoints: { count, x, y, scale, codes },
  };
}
