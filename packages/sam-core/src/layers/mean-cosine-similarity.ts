import { formatShape, ShapeMismatchError } from '@rs-sam/foundation/errors';
import { checkLayerArgs } from '@rs-sam/foundation/options';
import { serialization, type Tensor, type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { layers, type Shape } from '@tensorflow/tfjs-layers';
import { asFloat } from '../operands/as-float';
import { meanOverRows, pairedCosine } from '../paired/paired-cosine';
import { type CallArgs, listOf } from './layer-inputs';
import type { LayerArgs } from './layer-weights';

/**
 * `S = (1/q) Σ_i cos(f̃_i, e_i)` over the real rows — eqs. (12) and (17).
 *
 * Inputs `[updated [B, q, D], attended [B, q, D]]`, or with `mask [B, q]` as a third; output [B, 1]. Without the third input, the Keras
 * mask of `updated` is used, if it has one. A pair without a real row scores 0.
 *
 * @throws InvalidOptionError for an unknown option.
 * @throws ShapeMismatchError gives both shapes.
 */
export class MeanCosineSimilarity extends layers.Layer {
  /** @nocollapse */
  static className = 'MeanCosineSimilarity';

  constructor(args: LayerArgs = {}) {
    checkLayerArgs('MeanCosineSimilarity', {}, args);
    super(args);
    this.supportsMasking = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [updated = [], attended = [], mask] = inputShape as Shape[];
    if (updated.length !== 3 || updated.slice(1).join() !== attended.slice(1).join()) {
      const expected = `attended ${formatShape(attended)}`;
      throw new ShapeMismatchError('updated', updated, expected, 'Both are [pairs, rows, depth].');
    }
    if (mask !== undefined && (mask.length !== 2 || mask[1] !== updated[1])) {
      const expected = `updated ${formatShape(updated)}`;
      throw new ShapeMismatchError('mask', mask, expected, 'The mask has one value for each row: [pairs, rows].');
    }
    return [updated[0] as number | null, 1];
  }

  override build(inputShape: Shape | Shape[]): void {
    this.computeOutputShape(inputShape);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[], { mask: given }: CallArgs = {}): Tensor {
    return tidy(() => {
      const [updated, attended, input] = inputs as [Tensor3D, Tensor3D, Tensor2D | undefined];
      const [ofUpdated] = given == null ? [] : (listOf(given) as (Tensor2D | null)[]);
      const mask = input ?? ofUpdated;
      return meanOverRows(pairedCosine(asFloat(updated), asFloat(attended)), mask == null ? undefined : asFloat(mask));
    });
  }

  /** The output has no rows. */
  override computeMask(): Tensor | Tensor[] {
    return null as unknown as Tensor;
  }
}
serialization.registerClass(MeanCosineSimilarity);
