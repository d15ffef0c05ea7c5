import { checkLayerArgs } from '@rs-sam/foundation/options';
import { cast, serialization, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { layers, type Shape } from '@tensorflow/tfjs-layers';
import { maskOf } from '../padding/mask-of';
import { type LayerArgs, withIdsShape } from './caption-encoder-args';
import { idsShape, only, onlyMask } from './token-ids';

/**
 * Token ids `[B, N]` to their mask `[B, N]`, float32: 1 at a word, 0 at padding. A layer without weights, for models whose later
 * layers take the mask as an input, such as `SemanticAlignment` of `@rs-sam/core`.
 *
 * As in `CaptionEncoder`, a mask that the layer receives replaces the rule.
 *
 * @throws InvalidOptionError for an unknown option; ShapeMismatchError for an input that is not `[B, N]`.
 */
export class WordMask extends layers.Layer {
  /** @nocollapse */
  static readonly className = 'WordMask';

  constructor(args: LayerArgs = {}) {
    checkLayerArgs('WordMask', {}, args);
    super(withIdsShape(args));
    this.supportsMasking = true;
  }

  override call(inputs: Tensor | Tensor[], kwargs: { readonly mask?: Tensor | Tensor[] } = {}): Tensor {
    const ids = only(inputs);
    idsShape(ids.shape);
    return tidy(() => {
      this.invokeCallHook(inputs, kwargs);
      const given = onlyMask(kwargs.mask);
      return given === undefined ? maskOf(ids) : cast(given, 'float32');
    });
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return idsShape(inputShape);
  }
}
serialization.registerClass(WordMask);
