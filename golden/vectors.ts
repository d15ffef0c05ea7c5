import { l2Normalize } from '@rs-sam/core/operations';
import { fusionScores, mtfnImageVectors, mtfnTextVectors, projectImages } from '@rs-sam/models/scores';
import { concat, matMul, reshape, type Tensor1D, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { Fixture } from './fixture';
import type { Runner } from './runner';
import { compareScored, linearOf, type Named, weightNames } from './scored-fixture';

/** VSE++ on given image vectors and sentence vectors. */
export const vseVectors: Runner = {
  kind: 'VSE++ of sentence vectors',
  covers: ({ config, weights }) => config.measure === 'cosine' && 'fc.weight' in weights,
  async run(fixture) {
    return compareScored(fixture, {
      differentiable: ['images', 'captions', ...weightNames(fixture)],
      scores: (tensors) => {
        const images = projectImages(tensors.images as Tensor2D, linearOf(tensors, 'fc'));
        return matMul(images, l2Normalize(tensors.captions as Tensor2D), false, true);
      },
    });
  },
};

/** MTFN's fusion of given regions and sentence vectors. */
export const mtfnFusion: Runner = {
  kind: 'MTFN',
  covers: ({ config, inputs }) => 'dim_mm' in config && 'R' in config && 'sentence_vectors' in inputs,
  async run(fixture) {
    return compareScored(fixture, {
      differentiable: ['images', 'sentence_vectors', ...weightNames(fixture)],
      scores: (tensors) => {
        const weights = {
          image: linearOf(tensors, 'fusion.linear_v'),
          text: linearOf(tensors, 'fusion.linear_t'),
          fusion: {
            image: coresOf(fixture, tensors, 'fusion.list_linear_hv'),
            text: coresOf(fixture, tensors, 'fusion.list_linear_ht'),
            classifier: reshape(tensors['linear_classif.weight'] as Tensor2D, [-1]) as Tensor1D,
            bias: tensors['linear_classif.bias'] as Tensor1D,
          },
        };
        return fusionScores(
          mtfnImageVectors(tensors.images as Tensor3D, weights),
          mtfnTextVectors(tensors.sentence_vectors as Tensor2D, weights),
        );
      },
    });
  },
};

/** The maps of all cores side by side. */
function coresOf({ config }: Fixture, tensors: Named, name: string): { kernel: Tensor2D; bias: Tensor1D } {
  const cores = Array.from({ length: config.R as number }, (_, r) => linearOf(tensors, `${name}.${r}`));
  return {
    kernel: concat(
      cores.map(({ kernel }) => kernel),
      1,
    ),
    bias: concat(cores.map(({ bias }) => bias)),
  };
}
