import { customGrad, type GradSaveFunc, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { gruBackward } from './backward-pass';
import { gruForward } from './forward-pass';
import type { GruPass } from './gru-pass';
import { type GruWeights, gruWeightsFromList, listGruWeights } from './weights/gru-weights';

/**
 * One direction of a GRU as a single operation: `gruForward` with `gruBackward` as its gradient, so that tfjs records neither the
 * steps nor their intermediate tensors. It keeps for the gradient the words and five numbers per number of a state, no copy of a weight.
 *
 * @param words - `[R, I]`, in the order of `pass.runs`.
 * @param hold - `[R, 2H]`, see `gruForward`; a constant without gradient.
 * @returns The state after each step `[R, H]`.
 */
export function gru(words: Tensor2D, hold: Tensor2D, weights: GruWeights, pass: GruPass): Tensor2D {
  const operation = customGrad<Tensor2D>((...inputs) => {
    const save = inputs.pop() as GradSaveFunc;
    const [x, ...list] = inputs as [Tensor2D, ...Tensor[]];
    const { states, trace } = gruForward(x, hold, gruWeightsFromList(list), pass);
    const { previous, update, reset, candidate, operand } = trace;
    save([x, previous, update, reset, candidate, operand, ...list]);
    // Without this tidy, tfjs keeps the tensors of every step until the backward pass of the whole model has ended.
    return { value: states, gradFunc: (dy, saved) => tidy(() => gradients(dy, saved as Saved)) };
  });
  type Saved = [Tensor2D, Tensor2D, Tensor2D, Tensor2D, Tensor2D, Tensor2D, ...Tensor[]];

  function gradients(dy: Tensor2D, [x, previous, update, reset, candidate, operand, ...list]: Saved): Tensor[] {
    const trace = { previous, update, reset, candidate, operand };
    const gradient = gruBackward(x, dy, trace, gruWeightsFromList(list), pass);
    return [gradient.words, ...listGruWeights(gradient.weights)];
  }

  return operation(words, ...listGruWeights(weights));
}
