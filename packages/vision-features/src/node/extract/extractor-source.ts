import type { BackboneName } from '../../backbones/definitions';
import type { Size } from '../../backbones/network';
import type { RegionOptions } from '../../backbones/region-plan';
import type { FeatureExtractor } from '../../extractor/feature-extractor';
import { createBovwExtractor } from '../../handcrafted/bovw-extractor';
import { createSiftExtractor } from '../../handcrafted/sift-extractor';
import { readCodebook } from '../handcrafted/codebook-file';
import { ExtractionError } from './extraction-error';

/** A backbone with the weights of a file. */
interface BackboneSource extends RegionOptions {
  readonly backbone: BackboneName;
  /** An id of `listWeights`, or a path. Default: the first of this backbone in the user's folder. */
  readonly weights?: string | undefined;
  readonly engine?: 'onnxruntime' | 'tfjs' | undefined;
}

/** Dense SIFT: the regions of SAM-1. */
interface SiftSource {
  readonly backbone: 'sift';
}

/** Bags of visual words, the regions of SAM-2. */
interface BovwSource {
  readonly backbone: 'bovw';
  /** Path of a file written by `writeCodebook`. */
  readonly codebook: string;
}

/** An image network in an ONNX file, with its settings beside it in `<file>.json` (`OnnxSettings`). */
interface OnnxSource {
  readonly backbone: 'onnx';
  /** Path of the ONNX file. */
  readonly file: string;
  /** Averages the regions to this many rows and columns. Default: the regions as they are. */
  readonly grid?: Size | undefined;
}

/** An extractor of your own: a module exports a function that makes it, so that every worker can make one. */
interface ModuleSource {
  /** A file URL, or a package. */
  readonly module: string;
  /** Name of the export: a function that takes `options` and returns a {@link FeatureExtractor} or a promise of one. */
  readonly name: string;
  /** JSON. */
  readonly options?: unknown;
}

/** The origin of an extractor, as data that can be sent to another process. */
export type ExtractorSource = BackboneSource | SiftSource | BovwSource | OnnxSource | ModuleSource;

/** @param threads - For the engine of a network: a worker's share of the processors. They do not change the result. */
export async function openExtractor(source: ExtractorSource, threads: number): Promise<FeatureExtractor> {
  if ('module' in source) {
    const exports = (await import(source.module).catch((cause: Error) => {
      const problem = `The module ${source.module} of the extractor cannot be loaded: ${cause.message}.`;
      throw new ExtractionError(`${problem} Give its path or the name of a package.`, { cause });
    })) as Record<string, unknown>;
    const make = exports[source.name];
    if (typeof make !== 'function') {
      throw new ExtractionError(`${source.module} exports no function "${source.name}" that makes an extractor.`);
    }
    return make(source.options);
  }
  if (source.backbone === 'sift') return createSiftExtractor();
  if (source.backbone === 'bovw') return createBovwExtractor(await readCodebook(source.codebook));
  if (source.backbone === 'onnx') {
    const { createOnnxExtractor } = await import('../onnx/onnx-extractor');
    return createOnnxExtractor(source.file, { grid: source.grid, threads });
  }
  // SIFT and bags of visual words do not need tfjs, which takes a second to load.
  const { createRegionExtractor } = await import('../engine/region-extractor');
  const { readBackboneWeights } = await import('../weights/read-backbone-weights');
  const { backbone, weights, ...options } = source;
  return createRegionExtractor(backbone, await readBackboneWeights(backbone, { from: weights }), {
    ...options,
    threads,
  });
}
