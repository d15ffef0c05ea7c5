import { type Tensor1D, type Tensor2D, type Tensor3D, tensor1d, tensor2d, tensor3d } from '@tensorflow/tfjs-core';
import type { GateWeights } from '../src/operands/gate-weights';
import { wordMask } from '../src/operands/word-mask';

/** A seeded stream of numbers in [0, 1): mulberry32. */
function randomStream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A list of values in [-1, 1). */
export function randomValues(count: number, seed: number): number[] {
  const next = randomStream(seed);
  return Array.from({ length: count }, () => 2 * next() - 1);
}

/** Sizes of a small problem. */
export interface Sizes {
  readonly images?: number;
  readonly captions?: number;
  readonly regions?: number;
  readonly lengths?: readonly number[];
  readonly words?: number;
  readonly depth?: number;
}

/** Regions, words, mask and gate weights with seeded values; padded words have values too. */
export function randomPairs(seed: number, sizes: Sizes = {}) {
  const { images = 3, regions = 5, depth = 8, words = 4 } = sizes;
  const lengths = sizes.lengths ?? Array.from({ length: sizes.captions ?? 4 }, (_, i) => words - (i % words));
  const captions = lengths.length;
  const matrix = (rows: number, columns: number, offset: number): Tensor2D =>
    tensor2d(randomValues(rows * columns, seed + offset), [rows, columns]);
  const vector = (size: number, offset: number): Tensor1D => tensor1d(randomValues(size, seed + offset));
  const weights: GateWeights = {
    gateKernel: matrix(2 * depth, depth, 3),
    gateBias: vector(depth, 4),
    candidateKernel: matrix(2 * depth, depth, 5),
    candidateBias: vector(depth, 6),
  };
  const features = (items: number, rows: number, offset: number): Tensor3D =>
    tensor3d(randomValues(items * rows * depth, seed + offset), [items, rows, depth]);
  return {
    regions: features(images, regions, 1),
    words: features(captions, words, 2),
    wordMask: wordMask(lengths, words),
    weights,
  };
}
