import { scoreGallery } from '@rs-sam/core/gallery';
import * as tf from '@tensorflow/tfjs-core';
import { randomGate } from '../step/random-gate';
import { lengthOf } from '../step/workload';
import { openPartEngine } from './open-part-engine';
import type { GalleryRequest } from './requests';

/** Images and captions of a block of features, which is used for all blocks. */
const [IMAGES, CAPTIONS] = [32, 256];

/** Pairs a second when a gallery of random features is scored, after two blocks in which the programs are compiled. */
export async function* galleryPart({ engine, direction, sizes, seconds }: GalleryRequest): AsyncGenerator<object> {
  const identity = await openPartEngine(engine);
  const { regions: k, words: n, depth } = sizes;
  const regions = tf.relu(tf.randomNormal<tf.Rank.R3>([IMAGES, k, depth], 0.3, 1, 'float32', 1)) as tf.Tensor3D;
  const words = tf.randomNormal<tf.Rank.R3>([CAPTIONS, n, depth], 0, 0.5, 'float32', 2) as tf.Tensor3D;
  const lengths = Array.from({ length: CAPTIONS }, (_, i) => lengthOf(i, sizes));
  const mask = tf.tensor2d(lengths.map((length) => Array.from({ length: n }, (_, j) => Number(j < length))));
  const blocks = scoreGallery(
    { count: 10_000 * IMAGES, regions: (from, to) => tf.slice(regions, [0, 0, 0], [to - from, -1, -1]) },
    {
      count: CAPTIONS,
      words: (from, to) => ({
        words: tf.slice(words, [0, 0, 0], [to - from, -1, -1]),
        wordMask: tf.slice(mask, [0, 0], [to - from, -1]),
      }),
    },
    { direction, weights: randomGate(depth), checkFinite: false, imagesPerBlock: IMAGES, captionsPerBlock: CAPTIONS },
  );
  let [count, pairs, start] = [0, 0, performance.now()];
  let sample = Number.NaN;
  for await (const { scores, images, captions } of blocks) {
    count++;
    if (count <= 2) [pairs, start, sample] = [0, performance.now(), scores[1] as number];
    else pairs += images * captions;
    if (count > 2 && performance.now() - start > 1000 * seconds) break;
  }
  const taken = (performance.now() - start) / 1000;
  yield { engine: identity, direction, sizes, blocks: count, pairs, pairsPerSecond: pairs / taken, sample };
}
