import { serialization, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { layers, type Shape } from '@tensorflow/tfjs-layers';
import { attendPairs } from '../align-pairs';
import { type AlignmentOptions, type ResolvedAlignmentOptions, resolveAlignmentOptions } from '../alignment-options';
import { pairedInputs, pairedShapes } from './layer-inputs';

/** Arguments of `CrossAttention`. */
export type CrossAttentionArgs = Pick<
  AlignmentOptions,
  'direction' | 'alpha' | 'clip' | 'normalizeOver' | 'attention'
> &
  LayerArgs;

/** Arguments that tfjs-layers gives every layer. */
export type LayerArgs = NonNullable<ConstructorParameters<typeof layers.Layer>[0]>;

/**
 * `e_i = Σ_j a_ij t_j`, `a_ij = softmax_j(α s̄_ij)` — eqs. (5)–(8) for i2t; the roles exchanged, eq. (13), for t2i.
 *
 * Inputs `[regions [B, K, D], words [B, N, D]]`, or with `wordMask [B, N]` as a third. Output: what each region attends to
 * among the words, [B, K, D] (i2t), or each word among the regions, [B, N, D] (t2i).
 */
export class CrossAttention extends layers.Layer {
  /** @nocollapse */
  static className = 'CrossAttention';
  private readonly options: ResolvedAlignmentOptions;

  constructor(args: CrossAttentionArgs) {
    super(args);
    this.options = resolveAlignmentOptions(args);
  }

  override build(inputShape: Shape | Shape[]): void {
    pairedShapes(this.name, inputShape);
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const { regions, words } = pairedShapes(this.name, inputShape);
    return this.options.direction === 'i2t' ? regions : words;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tidy(() => {
      const { query, context, masks } = pairedInputs(inputs, this.options.direction);
      return attendPairs(query, context, masks, this.options).attended;
    });
  }

  override getConfig(): serialization.ConfigDict {
    const { direction, alpha, clip, normalizeOver, attention } = this.options;
    return { ...super.getConfig(), direction, alpha, clip, normalizeOver, attention };
  }
}
serialization.registerClass(CrossAttention);
