import { getBackend } from '@tensorflow/tfjs-core';

/** Numbers of one temporary tensor on a GPU: 128 MiB, the size of a buffer that every device of WebGPU takes. */
const ON_GPU = 1 << 25;

/**
 * How many numbers one temporary tensor of a tile may have. A processor is fastest with what its cache holds. A GPU needs large tiles: each
 * call costs it a tenth of a millisecond, and a small tile leaves most of its units without work.
 *
 * @param onProcessor the number for the engines that run on a processor.
 */
export function tileFloats(onProcessor: number): number {
  return getBackend() === 'webgpu' ? ON_GPU : onProcessor;
}
