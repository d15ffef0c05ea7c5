import type { BackboneName } from '../../backbones/definitions';
import type { Size } from '../../backbones/network';
import { createBovwExtractor } from '../../handcrafted/bovw-extractor';
import { createSiftExtractor } from '../../handcrafted/sift-extractor';
import { readCodebook } from '../handcrafted/codebook-file';
import type { FeatureExtractor } from './feature-extractor';

/** A backbone with the weights of a file. */
export interface BackboneSource {
  readonly backbone: BackboneName;
  /** An id of `listWeights`, or a path. Default: the first of the backbone's in the user's folder. */
  readonly weights?: string | undefined;
  readonly layer?: string | undefined;
  readonly inputSize?: number | undefined;
  /** Average the map to this many rows and columns. Default: the map as it is. */
  readonly grid?: Size | undefined;
  readonly engine?: 'onnxruntime' | 'tfjs' | undefined;
}

/** Dense SIFT, the regions of SAM-1. */
export interface SiftSource {
  readonly backbone: 'sift';
}

/** Bags of visual words, the regions of SAM-2. */
export interface BovwSource {
  readonly backbone: 'bovw';
  /** Path of a file that `writeCodebook` wrote. */
  readonly codebook: string;
}

/** An extractor of one's own: a module exports the function that makes it, so that every worker can make one. */
export interface ModuleSource {
  /** A file URL, or a package. */
  readonly module: string;
  /** Name of the export, a function that takes `options` and gives a {@link FeatureExtractor} or a promise of one. */
  readonly name: string;
  /** JSON. */
  readonly options?: unknown;
}

/** Where an extractor comes from, in words that can be sent to another process. */
export type ExtractorSource = BackboneSource | SiftSource | BovwSource | ModuleSource;

/** @param threads - That a backbone's engine may use: a worker's share of the processors. It does not change the result. */
export async function openExtractor(source: ExtractorSource, threads: number): Promise<FeatureExtractor> {
  if ('module' in source) {
    const exports = (await import(source.module)) as Record<string, unknown>;
    const make = exports[source.name];
    if (typeof make !== 'function') {
      throw new TypeError(`${source.module} exports no function "${source.name}" that makes an extractor.`);
    }
    return make(source.options);
  }
  if (source.backbone === 'sift') return createSiftExtractor();
  if (source.backbone === 'bovw') return createBovwExtractor(await readCodebook(source.codebook));
  // The others need neither tfjs nor its second of loading.
  const { createRegionExtractor } = await import('../engine/region-extractor');
  const { loadWeights } = await import('../weights/load-weights');
  const { backbone, weights, ...options } = source;
  return createRegionExtractor(backbone, await loadWeights(backbone, { from: weights }), { ...options, threads });
}
