import { checkLayerArgs } from '@rs-sam/foundation/options';
import { serialization, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { layers, type Shape } from '@tensorflow/tfjs-layers';
import { rolesOf } from '../operands/alignment-operands';
import {
  type AlignmentOptions,
  alignmentRules,
  type ResolvedAlignmentOptions,
  withDefaults,
} from '../options/alignment-options';
import { attendPairs } from '../paired/align-pairs';
import { type CallArgs, pairedInputs, pairedShapes, refuseUnusedMask } from './layer-inputs';
import type { LayerArgs } from './layer-weights';

/** Arguments of `CrossAttention`. */
export type CrossAttentionArgs = Pick<
  AlignmentOptions,
  'direction' | 'alpha' | 'clip' | 'normalizeOver' | 'attention'
> &
  LayerArgs;

/**
 * `e_i = Σ_j a_ij t_j`, `a_ij = softmax_j(α s̄_ij)` — eqs. (5)–(8) for i2t; the roles exchanged, eq. (13), for t2i.
 *
 * Inputs `[regions [B, K, D], words [B, N, D]]`, or with `wordMask [B, N]` as a third. Output: the attended words of each region, [B, K, D]
 * (i2t), or the attended regions of each word, [B, N, D] (t2i).
 *
 * @throws InvalidOptionError for an unknown option or a wrong value.
 * @throws ShapeMismatchError gives both shapes.
 * @throws MaskNotConnectedError when words come with a Keras mask that is not among the inputs.
 */
export class CrossAttention extends layers.Layer {
  /** @nocollapse */
  static className = 'CrossAttention';
  private readonly options: ResolvedAlignmentOptions;

  constructor(args: CrossAttentionArgs) {
    const { direction, alpha, clip, normalizeOver, attention } = alignmentRules;
    checkLayerArgs('CrossAttention', { direction, alpha, clip, normalizeOver, attention }, args, ['direction']);
    super(args);
    this.options = withDefaults(args);
    this.supportsMasking = true;
  }

  override build(inputShape: Shape | Shape[]): void {
    pairedShapes(this.name, inputShape);
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const { regions, words } = pairedShapes(this.name, inputShape);
    return this.options.direction === 'i2t' ? regions : words;
  }

  override call(inputs: Tensor | Tensor[], kwargs: CallArgs = {}): Tensor {
    return tidy(() => {
      const roles = rolesOf(pairedInputs(this.name, inputs, kwargs), { ...this.options, gate: false });
      return attendPairs(roles, this.options).attended;
    });
  }

  /** The output has the rows of the side that attends, therefore its mask. */
  override computeMask(inputs: Tensor | Tensor[], masks?: Tensor | Tensor[]): Tensor | Tensor[] {
    refuseUnusedMask(this.name, inputs, masks);
    const mask = this.options.direction === 't2i' && Array.isArray(masks) ? masks[1] : undefined;
    return (mask ?? null) as unknown as Tensor;
  }

  override getConfig(): serialization.ConfigDict {
    const { direction, alpha, clip, normalizeOver, attention } = this.options;
    return { ...super.getConfig(), direction, alpha, clip, normalizeOver, attention };
  }
}
serialization.registerClass(CrossAttention);
