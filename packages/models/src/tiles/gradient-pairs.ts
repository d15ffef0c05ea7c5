import { getBackend, type Tensor2D } from '@tensorflow/tfjs-core';

/** The pairs whose score has a gradient, image by image. */
export interface GradientPairs {
  readonly images: readonly number[];
  readonly captions: readonly number[];
  /** Their gradients. */
  readonly values: readonly number[];
}

/**
 * Where dS [B_i, B_t] is not 0; undefined on webgpu, where reading it would stall the queue and cannot be done synchronously.
 */
export function gradientPairs(dScores: Tensor2D): GradientPairs | undefined {
  if (getBackend() === 'webgpu') return undefined;
  const width = dScores.shape[1];
  const pairs = { images: [] as number[], captions: [] as number[], values: [] as number[] };
  dScores.dataSync().forEach((value, at) => {
    if (value === 0) return;
    pairs.images.push(Math.floor(at / width));
    pairs.captions.push(at % width);
    pairs.values.push(value);
  });
  return pairs;
}
