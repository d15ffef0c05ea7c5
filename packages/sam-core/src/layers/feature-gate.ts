import { formatShape, ShapeMismatchError } from '@rs-sam/foundation/errors';
import { checkLayerArgs, number } from '@rs-sam/foundation/options';
import { serialization, type Tensor, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { layers, type Shape } from '@tensorflow/tfjs-layers';
import { asFloat } from '../operands/as-float';
import { gateFeatures } from '../operations/gate-features';
import { alignmentRules } from '../options/alignment-options';
import { addGateWeights, type GateVariables, readGateWeights } from './gate-variables';
import { listOf } from './layer-inputs';
import { type LayerArgs, refuseBuildInGradient, weightAdder } from './layer-weights';

/** Arguments of `FeatureGate`. */
export interface FeatureGateArgs extends LayerArgs {
  /** Activation of the new memory cell: `sigmoid`, as printed, or `tanh`. Default `sigmoid`. */
  readonly candidate?: 'sigmoid' | 'tanh';
  /** Seed of the kernels. Default: none. */
  readonly seed?: number;
}

const RULES = { candidate: alignmentRules.candidate, seed: number('a number') };

/**
 * `f̃ = (1 − g) f + g c` with `g = σ([f ; e] W₁ + b₁)` and `c = σ([f ; e] W₂ + b₂)` — eqs. (9)–(11) and (14)–(16).
 *
 * Inputs `[features [B, q, D], attended [B, q, D]]`, output [B, q, D]. A mask of the features is passed on.
 *
 * @throws InvalidOptionError for an unknown option or a wrong value.
 * @throws ShapeMismatchError gives both shapes.
 * @throws LayerNotBuiltError if its weights would be created while a gradient is computed, as in `optimizer.minimize`.
 */
export class FeatureGate extends layers.Layer {
  /** @nocollapse */
  static className = 'FeatureGate';
  private readonly candidate: 'sigmoid' | 'tanh';
  private readonly seed: number | undefined;
  private variables!: GateVariables;

  constructor(args: FeatureGateArgs = {}) {
    checkLayerArgs('FeatureGate', RULES, args);
    super(args);
    this.candidate = args.candidate ?? 'sigmoid';
    this.seed = args.seed;
    this.supportsMasking = true;
  }

  override build(inputShape: Shape | Shape[]): void {
    const depth = this.computeOutputShape(inputShape)[2] as number;
    refuseBuildInGradient(this.name, inputShape as Shape[]);
    const addWeight = weightAdder(this.name, (...args) => this.addWeight(...args));
    this.variables = addGateWeights(depth, this.seed, addWeight);
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [features = [], attended = []] = inputShape as Shape[];
    if (features.length !== 3 || features.slice(1).join() !== attended.slice(1).join()) {
      const expected = `attended ${formatShape(attended)}`;
      throw new ShapeMismatchError('features', features, expected, 'Both are [pairs, rows, depth].');
    }
    return features;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tidy(() => {
      const [features, attended] = (inputs as [Tensor3D, Tensor3D]).map(asFloat) as [Tensor3D, Tensor3D];
      return gateFeatures(features, attended, readGateWeights(this.variables), this.candidate).updated;
    });
  }

  override computeMask(_inputs: Tensor | Tensor[], masks?: Tensor | Tensor[]): Tensor | Tensor[] {
    const [ofFeatures] = masks == null ? [] : listOf(masks);
    return (ofFeatures ?? null) as unknown as Tensor;
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), candidate: this.candidate, ...(this.seed === undefined ? {} : { seed: this.seed }) };
  }
}
serialization.registerClass(FeatureGate);
