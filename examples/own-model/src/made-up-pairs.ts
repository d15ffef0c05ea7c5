import { padBatch, Vocabulary } from '@rs-sam/text-encoder';
import { randomNormal, type Tensor, tensor2d, tensor3d } from '@tensorflow/tfjs-core';

export const REGIONS = 4;
export const DEPTH = 8;
const THINGS = ['plane', 'ship', 'bridge', 'forest'];

export const vocabulary = Vocabulary.fromCaptions(THINGS.map((thing) => `a ${thing} beside a`));

/** Pairs of an image and a caption, as the model takes them. */
export interface Pairs {
  /** Regions and ids. */
  readonly inputs: [Tensor, Tensor];
  /** [B, 1]: 1 where the caption describes the image, else 0. */
  readonly labels: Tensor;
}

/**
 * Made-up images and captions, no data set needed. An image shows two of four things: each of its regions is the vector of one of
 * them with some noise. Every image comes once with the caption that names its two things and once with a caption that names the other two.
 */
export function madeUpPairs(): Pairs {
  const vectors = normal(THINGS.length * DEPTH, 1);
  const noise = normal(REGIONS * DEPTH * 100, 2);
  const regions: number[] = [];
  const captions: string[] = [];
  const labels: number[] = [];
  for (const [first, second] of twoOf(THINGS.length)) {
    const others = [...THINGS.keys()].filter((thing) => thing !== first && thing !== second) as [number, number];
    for (const [named, label] of [[[first, second], 1] as const, [others, 0] as const]) {
      for (let region = 0; region < REGIONS; region++) {
        const shown = region % 2 === 0 ? first : second;
        for (let i = 0; i < DEPTH; i++) {
          regions.push((vectors[shown * DEPTH + i] as number) + 0.1 * (noise[regions.length] as number));
        }
      }
      captions.push(`a ${named.map((thing) => THINGS[thing]).join(' beside a ')}`);
      labels.push(label);
    }
  }
  const { ids, shape } = padBatch(captions.map((caption) => vocabulary.encode(caption)));
  return {
    inputs: [tensor3d(regions, [captions.length, REGIONS, DEPTH]), tensor2d(ids, shape, 'int32')],
    labels: tensor2d(labels, [labels.length, 1]),
  };
}

/** Every ordered pair of different numbers below `count`. */
function twoOf(count: number): [number, number][] {
  const numbers = [...Array(count).keys()];
  return numbers.flatMap((a) => numbers.filter((b) => b !== a).map((b): [number, number] => [a, b]));
}

function normal(count: number, seed: number): Float32Array {
  const values = randomNormal([count], 0, 1, 'float32', seed);
  const numbers = values.dataSync() as Float32Array;
  values.dispose();
  return numbers;
}
