import { type Direction, type GateWeights, wordMask } from '@rs-sam/core';
import { l2Normalize } from '@rs-sam/core/operations';
import {
  type Aggregation,
  encodeWithPosition,
  imramScores,
  type RawFeatureNorm,
  scanScores,
} from '@rs-sam/models/scores';
import { add, cast, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { type Fixture, tensorOf } from './fixture';
import type { Runner } from './runner';
import { compareScored, fixtureTensor, linearOf, type Named, weightNames } from './scored-fixture';

const aggregation: Readonly<Record<string, Aggregation>> = { Mean: 'mean', LogSumExp: 'lse', Max: 'max', Sum: 'sum' };

/** Stacked cross attention on given region and word features. */
export const scan: Runner = {
  kind: 'SCAN',
  covers: ({ config, weights }) => 'cross_attn' in config && 'agg_func' in config && Object.keys(weights).length === 0,
  async run(fixture) {
    const options = attentionOptions(fixture);
    return compareScored(fixture, {
      differentiable: ['images', 'captions'],
      normalize: (_, x) => (fixture.config.l2_inputs === false ? x : l2Normalize(x)),
      scores: ({ images, captions }) =>
        scanScores({ regions: images as Tensor3D, words: captions as Tensor3D, wordMask: maskOf(fixture) }, options),
    });
  },
};

/** SCAN's attention after PFAN's position encoder. */
export const pfan: Runner = {
  kind: 'PFAN',
  covers: ({ config, inputs }) => 'cross_attn' in config && 'block_ids' in inputs && 'block_weights' in inputs,
  async run(fixture) {
    const blocks = {
      ids: cast<Tensor3D>(fixtureTensor(fixture, 'block_ids') as Tensor3D, 'int32'),
      weights: fixtureTensor(fixture, 'block_weights') as Tensor3D,
    };
    const options = {
      ...attentionOptions(fixture),
      maxAttention: fixture.config.max_attention_weight as number,
    };
    return compareScored(fixture, {
      differentiable: ['images', 'captions', ...weightNames(fixture)],
      normalize: (name, x) => (name === 'captions' ? l2Normalize(x) : x),
      scores: (tensors) => {
        const regions = encodeWithPosition(tensors.images as Tensor3D, blocks, {
          embedding: tensors['position_embedding.weight'] as Tensor2D,
          attention: linearOf(tensors, 'fc_att'),
          projection: linearOf(tensors, 'fc'),
        });
        return scanScores({ regions, words: tensors.captions as Tensor3D, wordMask: maskOf(fixture) }, options);
      },
    });
  },
};

/** Recurrent attention memory, in one direction or both. */
export const imram: Runner = {
  kind: 'IMRAM',
  covers: ({ config, inputs }) => 'model_mode' in config && 'iteration_step' in config && 'images' in inputs,
  async run(fixture) {
    const { config } = fixture;
    const directions = (['t2i', 'i2t'] as const).filter((direction) => `gate_${direction}.weight` in fixture.weights);
    return compareScored(fixture, {
      differentiable: ['images', 'captions', ...weightNames(fixture)],
      normalize: (name, x) => (name === 'images' || name === 'captions' ? l2Normalize(x) : x),
      scores: (tensors) =>
        directions
          .map((direction) =>
            imramScores(
              {
                regions: tensors.images as Tensor3D,
                words: tensors.captions as Tensor3D,
                wordMask: maskOf(fixture),
                weights: memoryOf(tensors, direction),
              },
              {
                direction,
                steps: config.iteration_step as number,
                normalizeQueries: config.no_IMRAM_norm === false,
                lambdaSoftmax: config.lambda_softmax as number,
                rawFeatureNorm: config.raw_feature_norm as RawFeatureNorm,
              },
            ),
          )
          .reduce((a, b) => add(a, b)),
    });
  },
};

function attentionOptions({ config }: Fixture) {
  return {
    direction: config.cross_attn as Direction,
    rawFeatureNorm: config.raw_feature_norm as RawFeatureNorm,
    lambdaSoftmax: config.lambda_softmax as number,
    lambdaLse: (config.lambda_lse as number | undefined) ?? 1,
    aggregation: aggregation[config.agg_func as string] as Aggregation,
  };
}

function maskOf(fixture: Fixture): Tensor2D {
  const words = tensorOf(fixture, 'inputs', 'captions').shape[1] as number;
  return wordMask(tensorOf(fixture, 'inputs', 'caption_lengths').data, words);
}

function memoryOf(tensors: Named, direction: Direction): GateWeights {
  const [gate, candidate] = [linearOf(tensors, `gate_${direction}`), linearOf(tensors, `linear_${direction}`)];
  return {
    gateKernel: gate.kernel,
    gateBias: gate.bias,
    candidateKernel: candidate.kernel,
    candidateBias: candidate.bias,
  };
}
