import { SemanticAlignment } from '@rs-sam/core';
import { CaptionEncoder, WordMask } from '@rs-sam/text-encoder';
import { train } from '@tensorflow/tfjs-core';
import { input, type LayersModel, layers, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';

/** Sizes of the inputs. */
export interface MatchingModelSizes {
  /** Regions of an image, K. */
  readonly regions: number;
  /** Numbers of a region, D. */
  readonly depth: number;
  /** Word ids that exist. */
  readonly vocabularySize: number;
}

/**
 * A tfjs model that says how probable it is that a caption describes an image, compiled for `fit`.
 *
 * Inputs: regions [B, K, D], word ids [B, N]. Output: probability [B, 1].
 * `CaptionEncoder`, `WordMask` and `SemanticAlignment` are layers of rs-sam; everything else is tfjs-layers.
 */
export function matchingModel({ regions: count, depth, vocabularySize }: MatchingModelSizes): LayersModel {
  const regions = input({ shape: [count, depth], name: 'regions' });
  const ids = input({ shape: [null], name: 'ids', dtype: 'int32' });

  const words = new CaptionEncoder({ vocabularySize, embeddingDim: 16, units: 16, seed: 1 }).apply(ids);
  const mask = new WordMask().apply(ids); // padding is no word
  const alignment = new SemanticAlignment({ direction: 't2i', projection: 16, seed: 2 });
  const score = alignment.apply([regions, words, mask] as SymbolicTensor[]);
  // The score is a mean cosine in [-1, 1]; one weight and one bias make it a probability.
  const probability = layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: 'ones' }).apply(score);

  const matcher = model({ inputs: [regions, ids], outputs: probability as SymbolicTensor });
  matcher.compile({ optimizer: train.adam(0.02), loss: 'binaryCrossentropy' });
  return matcher;
}
