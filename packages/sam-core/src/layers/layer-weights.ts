import { engine } from '@tensorflow/tfjs-core';
import type { initializers, LayerVariable, layers, Shape } from '@tensorflow/tfjs-layers';
import { LayerNotBuiltError } from '../errors/layer-not-built-error';

/** Arguments that tfjs-layers gives every layer. */
export type LayerArgs = NonNullable<ConstructorParameters<typeof layers.Layer>[0]>;

/** A layer's `addWeight`, with the arguments that differ here. */
export type AddWeight = (
  name: string,
  shape: Shape,
  initializer: ReturnType<typeof initializers.zeros>,
) => LayerVariable;

/**
 * Calls `addWeight` of a layer with names that do not depend on how the layer is built.
 *
 * tfjs-layers puts the layer's name before the weight's when `apply` builds the layer, and leaves it out when `build` is called.
 * A model is saved with these names. When it is loaded, `apply` builds the layer, so each name gets the form that `apply` gives it.
 *
 * @param layer its name.
 */
export function weightAdder(
  layer: string,
  addWeight: (name: string, shape: Shape, dtype: 'float32', initializer: Parameters<AddWeight>[2]) => LayerVariable,
): AddWeight {
  return (name, shape, initializer) => {
    const variable = addWeight(name, shape, 'float32', initializer);
    if (variable.originalName === name) {
      (variable as { originalName: string }).originalName = `${layer}/${name}`;
    }
    return variable;
  };
}

/**
 * Refuses to create weights while a gradient is computed: an optimiser would not train them in that step.
 *
 * @param shapes those of the inputs, for the message.
 * @throws LayerNotBuiltError inside `optimizer.minimize`, `tf.grads` and the like.
 */
export function refuseBuildInGradient(layer: string, shapes: readonly Shape[]): void {
  if (engine().state.gradientDepth === 0) return;
  const free = shapes.map(([, ...rest]) => [null, ...rest]);
  const reason = 'optimizer.minimize trains only weights that exist before it';
  throw new LayerNotBuiltError(layer, reason, JSON.stringify(free));
}
