import { engine, type Tensor, zerosLike } from '@tensorflow/tfjs-core';

/**
 * `∂⟨dy, f⟩ / ∂x` of each x, within the backward pass of an outer gradient, where `tf.grads` may not be called: its tape would replace the
 * outer one, and tfjs clears it at the end. Here the outer tape is saved and restored.
 *
 * @param f computes on `xs`.
 * @returns one gradient for each x; zeros where f does not depend on it.
 */
export function localGradients(f: () => Tensor, xs: readonly Tensor[], dy: Tensor): Tensor[] {
  const { state } = engine();
  const outer = state.activeTape;
  try {
    const { grads } = engine().gradients(f, [...xs], dy, true);
    return xs.map((x, i) => grads[i] ?? zerosLike(x));
  } finally {
    state.activeTape = outer;
  }
}
