import type { BackboneName } from '@rs-sam/vision-features';
import type { ExtractorSource } from '@rs-sam/vision-features/node';
import { moduleSource } from '../../options/part-flags';
import { UsageError } from '../../program/usage-error';

/** A network, a kind of handcrafted features, or a network in an ONNX file. */
export type BackboneChoice = BackboneName | 'sift' | 'bovw' | `onnx:${string}`;

/** The flags of `extract` that choose the extractor. */
export interface ExtractorFlags {
  readonly backbone: BackboneChoice;
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
  const onnxFile = extractor === undefined ? onnxFileOf(backbone) : undefined;
  if (onnxFile !== undefined && [weights, layer, inputSize, engine].some((option) => option !== undefined)) {
    throw new UsageError(
      `--weights, --layer, --input-size and --engine are not for ONNX files: write the settings of the network into ${onnxFile}.json.`,
    );
  }
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
  const cells = grid === undefined ? undefined : ([grid, grid] as const);
  if (onnxFile !== undefined) return { backbone: 'onnx', file: onnxFile, grid: cells };
  if (extractor === undefined) {
    if (backbone === 'sift') return { backbone };
    if (backbone === 'bovw') return { backbone, codebook: codebook as string };
    return { backbone: backbone as BackboneName, weights, layer, inputSize, grid: cells, engine };
  }
  return moduleSource(extractor);
}

/** The path after `onnx:`. */
export function onnxFileOf(backbone: BackboneChoice): string | undefined {
  return backbone.startsWith('onnx:') ? backbone.slice('onnx:'.length) : undefined;
}
