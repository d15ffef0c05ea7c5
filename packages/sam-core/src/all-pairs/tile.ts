import { matMul, type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { cosine } from '../operations/cosine';
import { meanOfRows } from '../operations/mean-of-rows';
import type { ResolvedAlignmentOptions } from '../options/alignment-options';
import { type GatedCosineOperands, gatedCosine } from './gated-cosine';
import { rowsOf, type Side } from './side';
import { type TileAttention, tileAttention } from './tile-attention';

/**
 * The score of every query item with every context item, eqs. (5)–(12) for i2t and (13)–(17) for t2i.
 *
 * @param attention `tileAttention` of the tile, where it is known.
 * @returns [context items, query items]
 */
export function scoreTile(
  query: Side,
  context: Side,
  options: ResolvedAlignmentOptions,
  attention?: TileAttention,
): Tensor2D {
  return tidy(() => {
    const { weights } = attention ?? tileAttention(query, context, options);
    const gated = gateOperands(weights, query, context);
    const cosines = gated
      ? gatedCosine(gated, options)
      : cosine(rowsOf(query.features), matMul(weights, context.features));
    return meanOfRows(cosines, query.mask, query.features.shape[1]);
  });
}

/** The operands of the gated cosine; undefined where the sides have no gate (SAM-6). */
export function gateOperands(attention: Tensor3D, query: Side, context: Side): GatedCosineOperands | undefined {
  if (!query.gate || !query.candidate || !context.gate || !context.candidate) return undefined;
  return {
    attention,
    query: rowsOf(query.features),
    queryGate: rowsOf(query.gate),
    queryCandidate: rowsOf(query.candidate),
    context: context.features,
    contextGate: context.gate,
    contextCandidate: context.candidate,
  };
}
