import type { Direction, ModelDefinition } from '@rs-sam/core';
import { type Aggregation, aggregations } from './aggregate-rows';
import { rawFeatureNorms } from './attention-norm';
import { crossAttentionModel } from './cross-attention-model';
import { projectImages } from './image-projection';
import { glorotLinear } from './linear';
import { choice, count, defaultsOf, positive, resolveOptions } from './option-schema';
import { SCAN_TRAINING } from './published-training';
import { explainScan, floatsOfAttention, scanScorer } from './scan-scores';
import { scoreInTiles } from './score-in-tiles';
import { textBranch } from './text-branch';
import { WeightList } from './weight-list';

/** SCAN text–image, the mean over words: every word attends to regions. */
export const scanT2iAvg = scan('scan-t2i-avg', 't2i', 'mean');
/** SCAN text–image, log-sum-exp over words. */
export const scanT2iLse = scan('scan-t2i-lse', 't2i', 'lse');
/** SCAN image–text, the mean over regions: every region attends to words. */
export const scanI2tAvg = scan('scan-i2t-avg', 'i2t', 'mean');
/** SCAN image–text, log-sum-exp over regions. */
export const scanI2tLse = scan('scan-i2t-lse', 'i2t', 'lse');

function scan(name: string, direction: Direction, aggregation: Aggregation): ModelDefinition {
  const schema = {
    dim: count(1024),
    embeddingDim: count(300),
    lambdaSoftmax: positive(direction === 't2i' ? 9 : 4),
    aggregation: choice<Aggregation>(aggregation, aggregations),
    lambdaLse: positive(direction === 't2i' ? 6 : 5),
    rawFeatureNorm: choice('clipped_l2norm', rawFeatureNorms),
  };
  const roles = direction === 't2i' ? 'words attend to regions' : 'regions attend to words';
  return {
    name,
    description: `Stacked cross attention, ${roles}, ${aggregation === 'lse' ? 'log-sum-exp' : 'mean'} (Lee et al., ECCV 2018).`,
    defaults: defaultsOf(schema),
    training: SCAN_TRAINING,
    create(given, { vocabularySize, regionDepth, seed }) {
      const options = { ...resolveOptions(schema, given), direction, maxAttention: 0 };
      const list = new WeightList(seed);
      const projection = glorotLinear(list, 'image', regionDepth, options.dim);
      return crossAttentionModel({
        name,
        list,
        regions: (features) => projectImages(features, projection),
        words: textBranch(list, { ...options, vocabularySize }),
        score: (operands) => scoreInTiles(operands, floatsOfAttention(operands), scanScorer(options)),
        explain: (operands) => explainScan(operands, options),
      });
    },
  };
}
