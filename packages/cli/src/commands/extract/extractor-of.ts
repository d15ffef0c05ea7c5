import type { BackboneName } from '@rs-sam/vision-features';
import type { ExtractorSource } from '@rs-sam/vision-features/node';
import { moduleSource } from '../../options/part-flags';
import { UsageError } from '../../program/usage-error';

/** The flags of `extract` that choose the extractor. */
export interface ExtractorFlags {
  readonly backbone: BackboneName | 'sift' | 'bovw';
  readonly codebook?: string;
  readonly weights?: string;
  readonly layer?: string;
  readonly inputSize?: number;
  readonly grid?: number;
  readonly engine?: 'onnxruntime' | 'tfjs';
  readonly extractor?: string;
}

/**
 * The extractor that the flags choose.
 *
 * @throws {UsageError} for flags that cannot be combined.
 */
export function extractorOf(options: ExtractorFlags): ExtractorSource {
  const { extractor, backbone, codebook, weights, layer, inputSize, grid, engine } = options;
  const isNetwork = extractor === undefined && backbone !== 'sift' && backbone !== 'bovw';
  if (!isNetwork && [weights, layer, inputSize, grid, engine].some((option) => option !== undefined)) {
    throw new UsageError(
      '--weights, --layer, --input-size, --grid and --engine are for networks, not for --extractor, sift or bovw.',
    );
  }
  if ((codebook !== undefined) !== (extractor === undefined && backbone === 'bovw')) {
    throw new UsageError(
      '--backbone bovw needs --codebook, and --codebook needs --backbone bovw. Make a codebook with `rs-sam codebook`.',
    );
  }
  if (extractor === undefined) {
    if (backbone === 'sift') return { backbone };
    if (backbone === 'bovw') return { backbone, codebook: codebook as string };
    return { backbone, weights, layer, inputSize, grid: grid === undefined ? undefined : [grid, grid], engine };
  }
  return moduleSource(extractor);
}
