import { type Direction, InvalidOptionError } from '@rs-sam/core';
import { scoreInTiles } from '@rs-sam/core/tiles';
import { integer, nonNegative, orNull, positive } from '@rs-sam/foundation/options';
import { type Tensor3D, tensor3d } from '@tensorflow/tfjs-core';
import { glorotLinear, torchLinear } from '../building-blocks/linear';
import { textBranch, textRules } from '../building-blocks/text-branch';
import { WeightList } from '../building-blocks/weight-list';
import { defaultsOf, option, resolveModelOptions } from '../contract/model-options';
import type { ModelDefinition } from '../contract/retrieval-model';
import { crossAttentionModel } from '../cross-attention/cross-attention-model';
import { explainScan, floatsOfAttention, resolveScanOptions, scanScorer } from '../scan/scan-scores';
import { SCAN_TRAINING } from '../scan/scan-training';
import { gridBlocks, type RegionBlocks } from './grid-blocks';
import { encodeWithPosition, type PositionWeights } from './position-attention';

/** PFAN text–image: every word attends to regions with position embeddings. */
export const pfanT2i = pfan('pfan-t2i', 't2i');
/** PFAN image–text: every region, with its position embedding, attends to words. */
export const pfanI2t = pfan('pfan-i2t', 'i2t');

/**
 * The authors divide an image into 16 × 16 blocks and give each detected region the 15 blocks that it overlaps most. On a CNN's grid every
 * cell overlaps the same blocks in every image, so the position attention learns an absolute position embedding of the cell, weighted by
 * its content.
 */
function pfan(name: string, direction: Direction): ModelDefinition {
  const rules = {
    dim: option(1024, integer(1)),
    ...textRules,
    lambdaSoftmax: option(direction === 't2i' ? 9 : 4, positive),
    maxAttention: option(direction === 't2i' ? 0.5 : 0, nonNegative),
    positionDim: option(200, integer(1)),
    blocks: option(16, integer(1)),
    blocksPerRegion: option(15, integer(1)),
    gridColumns: option<number | null>(
      null,
      orNull(integer(1), 'a divisor of the number of regions, or null for a square grid'),
    ),
  };
  return {
    name,
    description: `Position focused attention, ${direction === 't2i' ? 'words attend to regions' : 'regions attend to words'} (Wang et al., IJCAI 2019).`,
    defaults: defaultsOf(rules),
    training: SCAN_TRAINING,
    create(given, { vocabularySize, pretrainedDim, tokenDim, regionDepth, regionCount, seed }) {
      const options = resolveModelOptions(name, rules, given);
      const { dim, positionDim, blocks, blocksPerRegion, lambdaSoftmax, maxAttention } = options;
      const columns = columnsOf(options.gridColumns, regionCount);
      const cells = gridBlocks(regionCount / columns, columns, blocks, blocksPerRegion);
      const attention = resolveScanOptions({ direction, lambdaSoftmax, maxAttention });
      const list = new WeightList(seed);
      const weights: PositionWeights = {
        embedding: list.normal('position/embedding', [blocks * blocks + 1, positionDim]),
        attention: torchLinear(list, 'position/attention', regionDepth, positionDim),
        projection: glorotLinear(list, 'image', regionDepth + positionDim, dim),
      };
      return crossAttentionModel({
        name,
        list,
        regions: (features) => encodeWithPosition(features, asTensors(cells), weights),
        words: textBranch(list, { ...options, vocabularySize, pretrainedDim, tokenDim }),
        score: (operands) => scoreInTiles(operands, floatsOfAttention(operands), scanScorer(attention)),
        explain: (operands) => explainScan(operands, attention),
      });
    },
  };
}

/** @throws InvalidOptionError when the regions do not form such a grid. */
function columnsOf(columns: number | null, regions: number): number {
  const found = columns ?? Math.round(Math.sqrt(regions));
  if (columns === null ? found * found === regions : regions % found === 0) return found;
  throw new InvalidOptionError(
    'gridColumns',
    columns,
    `a divisor of ${regions}, the number of regions, which do not form a square grid`,
  );
}

function asTensors({ ids, weights }: RegionBlocks): { ids: Tensor3D; weights: Tensor3D } {
  return { ids: tensor3d([ids as number[][]], undefined, 'int32'), weights: tensor3d([weights as number[][]]) };
}
