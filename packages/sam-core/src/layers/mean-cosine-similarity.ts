import { cast, serialization, type Tensor, type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { layers, type Shape } from '@tensorflow/tfjs-layers';
import { meanOverRows } from '../align-pairs';
import { ShapeMismatchError } from '../errors';
import { pairedCosine } from '../paired';
import type { LayerArgs } from './cross-attention';

/**
 * `S = (1/q) Σ_i cos(f̃_i, e_i)` over the real rows — eqs. (12) and (17).
 *
 * Inputs `[updated [B, q, D], attended [B, q, D]]`, or with `mask [B, q]` as a third; output [B, 1]. A pair without a real row scores 0.
 */
export class MeanCosineSimilarity extends layers.Layer {
  /** @nocollapse */
  static className = 'MeanCosineSimilarity';

  constructor(args: LayerArgs = {}) {
    super(args);
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [updated = [], attended = [], mask] = inputShape as Shape[];
    if (updated.length !== 3 || updated.slice(1).join() !== attended.slice(1).join()) {
      throw new ShapeMismatchError(
        this.name,
        'updated',
        updated,
        'attended',
        attended,
        'Both are [pairs, rows, depth].',
      );
    }
    if (mask !== undefined && (mask.length !== 2 || mask[1] !== updated[1])) {
      throw new ShapeMismatchError(
        this.name,
        'mask',
        mask,
        'updated',
        updated,
        'The mask has one value for each row: [pairs, rows].',
      );
    }
    return [updated[0] as number | null, 1];
  }

  override build(inputShape: Shape | Shape[]): void {
    this.computeOutputShape(inputShape);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[]): Tensor {
    return tidy(() => {
      const [updated, attended, mask] = inputs as [Tensor3D, Tensor3D, Tensor2D | undefined];
      return meanOverRows(pairedCosine(updated, attended), mask && cast(mask, 'float32'));
    });
  }
}
serialization.registerClass(MeanCosineSimilarity);
