import { customGrad, type GradSaveFunc, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { PairRoles } from '../operands/alignment-operands';
import { gateWeightList } from '../operands/gate-weights';
import type { ResolvedAlignmentOptions } from '../options/alignment-options';
import { mapItems } from '../tiles/items';
import { inputGradients } from './input-gradients';
import { attentionOfSides, scoreSides, scoreSidesGradient } from './score-sides';
import { contextSide, type Frozen, querySide, type Side } from './side';

/**
 * The score of every query item with every context item, [contexts, queries], differentiable in the weights and in the sides that
 * are not frozen.
 *
 * What a tile computes is discarded and computed again in the backward pass, so memory grows with the number of items and not with
 * the number of pairs. Only the attention of a single tile is kept.
 */
export function scorePairs(roles: PairRoles, options: ResolvedAlignmentOptions, frozen: Frozen): Tensor2D {
  const inputs: Tensor[] = roles.weights === undefined ? [] : [...gateWeightList(roles.weights)];
  if (frozen !== 'query') inputs.push(roles.query);
  if (frozen !== 'context') inputs.push(roles.context);
  if (inputs.length === 0) return tidy(() => scoreSides(querySide(roles), contextSide(roles), options));

  const operation = customGrad((...given) => {
    const save = given[given.length - 1] as GradSaveFunc;
    const [query, context] = [querySide(roles), contextSide(roles)];
    const attention = attentionOfSides(query, context, options);
    save([...Object.values(query), ...Object.values(context), ...Object.values(attention ?? {})]);
    return {
      value: scoreSides(query, context, options, attention),
      gradFunc: (dScores: Tensor, saved: Tensor[]): Tensor[] =>
        tidy(() => {
          const rest = [...saved];
          const restored = (side: Side): Side => mapItems(side, () => rest.shift() as Tensor);
          const sides = { query: restored(query), context: restored(context) };
          const kept = attention && mapItems(attention, () => rest.shift() as Tensor);
          const gradients = scoreSidesGradient(sides.query, sides.context, options, dScores as Tensor2D, frozen, kept);
          return inputGradients(sides, gradients, roles.weights);
        }),
    };
  });
  return operation(...inputs) as Tensor2D;
}
