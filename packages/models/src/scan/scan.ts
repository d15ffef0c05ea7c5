import type { Direction } from '@rs-sam/core';
import { scoreInTiles } from '@rs-sam/core/tiles';
import { integer, oneOf, positive } from '@rs-sam/foundation/options';
import { projectImages } from '../building-blocks/image-projection';
import { glorotLinear } from '../building-blocks/linear';
import { textBranch, textRules } from '../building-blocks/text-branch';
import { WeightList } from '../building-blocks/weight-list';
import { defaultsOf, option, resolveModelOptions } from '../contract/model-options';
import type { ModelDefinition } from '../contract/retrieval-model';
import { crossAttentionModel } from '../cross-attention/cross-attention-model';
import { type Aggregation, aggregations } from './aggregate-rows';
import { type RawFeatureNorm, rawFeatureNorms } from './attention-norm';
import { explainScan, floatsOfAttention, scanScorer } from './scan-scores';
import { SCAN_TRAINING } from './scan-training';

/** SCAN text–image, the mean over words: every word attends to regions. */
export const scanT2iAvg = scan('scan-t2i-avg', 't2i', 'mean');
/** SCAN text–image, log-sum-exp over words. */
export const scanT2iLse = scan('scan-t2i-lse', 't2i', 'lse');
/** SCAN image–text, the mean over regions: every region attends to words. */
export const scanI2tAvg = scan('scan-i2t-avg', 'i2t', 'mean');
/** SCAN image–text, log-sum-exp over regions. */
export const scanI2tLse = scan('scan-i2t-lse', 'i2t', 'lse');

function scan(name: string, direction: Direction, aggregation: Aggregation): ModelDefinition {
  const rules = {
    dim: option(1024, integer(1)),
    ...textRules,
    lambdaSoftmax: option(direction === 't2i' ? 9 : 4, positive),
    aggregation: option<Aggregation>(aggregation, oneOf(aggregations)),
    lambdaLse: option(direction === 't2i' ? 6 : 5, positive),
    rawFeatureNorm: option<RawFeatureNorm>('clipped_l2norm', oneOf(rawFeatureNorms)),
  };
  const roles = direction === 't2i' ? 'words attend to regions' : 'regions attend to words';
  return {
    name,
    description: `Stacked cross attention, ${roles}, ${aggregation === 'lse' ? 'log-sum-exp' : 'mean'} (Lee et al., ECCV 2018).`,
    defaults: defaultsOf(rules),
    training: SCAN_TRAINING,
    create(given, { vocabularySize, pretrainedDim, tokenDim, regionDepth, seed }) {
      const options = { ...resolveModelOptions(name, rules, given), direction, maxAttention: 0 };
      const list = new WeightList(seed);
      const projection = glorotLinear(list, 'image', regionDepth, options.dim);
      return crossAttentionModel({
        name,
        list,
        regions: (features) => projectImages(features, projection),
        words: textBranch(list, { ...options, vocabularySize, pretrainedDim, tokenDim }),
        score: (operands) => scoreInTiles(operands, floatsOfAttention(operands), scanScorer(options)),
        explain: (operands) => explainScan(operands, options),
      });
    },
  };
}
