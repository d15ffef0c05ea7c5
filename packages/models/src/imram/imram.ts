import type { Direction, GateWeights } from '@rs-sam/core';
import { flag, integer, oneOf, positive } from '@rs-sam/foundation/options';
import { add, type Tensor } from '@tensorflow/tfjs-core';
import { projectImages } from '../building-blocks/image-projection';
import { glorotLinear, torchLinear } from '../building-blocks/linear';
import { textBranch, textRules } from '../building-blocks/text-branch';
import { WeightList } from '../building-blocks/weight-list';
import { defaultsOf, option, resolveModelOptions } from '../contract/model-options';
import type { ModelDefinition } from '../contract/retrieval-model';
import { crossAttentionModel } from '../cross-attention/cross-attention-model';
import { explainPairs } from '../cross-attention/explain-pairs';
import { type RawFeatureNorm, rawFeatureNorms } from '../scan/attention-norm';
import { SCAN_TRAINING } from '../scan/scan-training';
import { imramPairs, scoreImram } from './imram-scores';

const rules = {
  dim: option(1024, integer(1)),
  ...textRules,
  steps: option(3, integer(1)),
  lambdaSoftmax: option(9, positive),
  normalizeQueries: option(false, flag),
  rawFeatureNorm: option<RawFeatureNorm>('clipped_l2norm', oneOf(rawFeatureNorms)),
};

/** IMRAM whose words attend to regions. */
export const imramText = imram('imram-text', ['t2i'], 'words attend to regions');
/** IMRAM whose regions attend to words. */
export const imramImage = imram('imram-image', ['i2t'], 'regions attend to words');
/** Both directions of IMRAM, trained by one loss on the sum of their scores. */
export const imramFull = imram('imram-full', ['t2i', 'i2t'], 'both directions, one loss on the sum');

function imram(name: string, directions: readonly Direction[], roles: string): ModelDefinition {
  return {
    name,
    description: `Iterative matching with recurrent attention memory, ${roles} (Chen et al., CVPR 2020).`,
    defaults: defaultsOf(rules),
    training: SCAN_TRAINING,
    create(given, { vocabularySize, pretrainedDim, tokenDim, regionDepth, seed }) {
      const options = resolveModelOptions(name, rules, given);
      const list = new WeightList(seed);
      const projection = glorotLinear(list, 'image', regionDepth, options.dim);
      const words = textBranch(list, { ...options, vocabularySize, pretrainedDim, tokenDim });
      const matchers = directions.map((direction) => ({
        weights: memoryWeights(list, direction, options.dim),
        options: { ...options, direction },
      }));
      const sum = <T extends Tensor>(scores: readonly T[]): T => scores.reduce((a, b) => add(a, b));
      return crossAttentionModel({
        name,
        list,
        words,
        regions: (features) => projectImages(features, projection),
        score: (operands) => sum(matchers.map((matcher) => scoreImram(operands, matcher.weights, matcher.options))),
        explain: (operands) =>
          explainPairs(operands, directions[0] as Direction, () => {
            const found = matchers.map((matcher) => imramPairs(operands, matcher.weights, matcher.options));
            const [first] = found as [(typeof found)[number]];
            return { attention: first.attention, scores: sum(found.map(({ scores }) => scores)) };
          }),
      });
    },
  };
}

/** W_g, b_g, W_o and b_o of a direction, initialised as PyTorch's `Linear`. */
function memoryWeights(list: WeightList, direction: Direction, dim: number): GateWeights {
  const gate = torchLinear(list, `${direction}/gate`, 2 * dim, dim);
  const candidate = torchLinear(list, `${direction}/candidate`, 2 * dim, dim);
  return {
    gateKernel: gate.kernel,
    gateBias: gate.bias,
    candidateKernel: candidate.kernel,
    candidateBias: candidate.bias,
  };
}
