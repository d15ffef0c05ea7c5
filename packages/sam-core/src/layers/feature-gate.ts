import { serialization, type Tensor, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { layers, type Shape } from '@tensorflow/tfjs-layers';
import { oneOf } from '../alignment-options';
import { ShapeMismatchError } from '../errors';
import { gateFeatures } from '../gate-features';
import type { LayerArgs } from './cross-attention';
import { addGateWeights, type GateVariables, read } from './gate-variables';

/** Arguments of `FeatureGate`. */
export interface FeatureGateArgs extends LayerArgs {
  /** Activation of the new memory cell: `sigmoid`, as printed, or `tanh`. Default `sigmoid`. */
  readonly candidate?: 'sigmoid' | 'tanh';
  /** Seed of the kernels. Default: none. */
  readonly seed?: number;
}

/**
 * `f̃ = (1 − g) f + g c` with `g = σ([f ; e] W₁ + b₁)` and `c = σ([f ; e] W₂ + b₂)` — eqs. (9)–(11) and (14)–(16).
 *
 * Inputs `[features [B, q, D], attended [B, q, D]]`, output [B, q, D].
 */
export class FeatureGate extends layers.Layer {
  /** @nocollapse */
  static className = 'FeatureGate';
  private readonly candidate: 'sigmoid' | 'tanh';
  private readonly seed: number | undefined;
  private variables!: GateVariables;

  constructor(args: FeatureGateArgs = {}) {
    super(args);
    this.candidate = args.candidate ?? 'sigmoid';
    this.seed = args.seed;
    oneOf('candidate', this.candidate, ['sigmoid', 'tanh']);
  }

  override build(inputShape: Shape | Shape[]): void {
    const depth = this.computeOutputShape(inputShape)[2] as number;
    this.variables = addGateWeights(depth, this.seed, (name, shape, initializer) =>
      this.addWeight(name, shape, 'float32', initializer),
    );
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [features = [], attended = []] = inputShape as Shape[];
    if (features.length !== 3 || features.slice(1).join() !== attended.slice(1).join()) {
      throw new ShapeMismatchError(
        this.name,
        'features',
        features,
        'attended',
        attended,
        'Both are [pairs, rows, depth].',
      );
    }
    return features;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tidy(() => {
      const [features, attended] = inputs as [Tensor3D, Tensor3D];
      return gateFeatures(features, attended, read(this.variables), this.candidate).updated;
    });
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), candidate: this.candidate, ...(this.seed === undefined ? {} : { seed: this.seed }) };
  }
}
serialization.registerClass(FeatureGate);
