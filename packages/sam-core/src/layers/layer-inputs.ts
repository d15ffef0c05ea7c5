import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Shape } from '@tensorflow/tfjs-layers';
import type { Direction } from '../alignment-options';
import { ShapeMismatchError } from '../errors';
import type { PairedMasks } from '../paired';
import { castRoles } from '../roles';

/** Query and context of a batch of pairs, and their masks. */
export interface PairedInputs {
  readonly query: Tensor3D;
  readonly context: Tensor3D;
  readonly masks: PairedMasks;
}

/** The inputs of a layer on pairs, `[regions, words]` or `[regions, words, wordMask]`, in the roles that the direction gives them. */
export function pairedInputs(inputs: Tensor | Tensor[], direction: Direction): PairedInputs {
  const [regions, words, wordMask] = listOf(inputs) as [Tensor3D, Tensor3D, Tensor2D | undefined];
  const { query, context, queryMask, contextMask } = castRoles(regions, words, wordMask, direction);
  return { query, context, masks: { query: queryMask, context: contextMask } };
}

/**
 * Shapes of `[regions, words]` or `[regions, words, wordMask]`, checked. The batch axis is null.
 *
 * @param depthsDiffer whether the regions are projected to the words' depth.
 * @throws ShapeMismatchError gives both shapes.
 */
export function pairedShapes(
  layer: string,
  inputShape: Shape | Shape[],
  depthsDiffer = false,
): { regions: Shape; words: Shape } {
  const [regions, words, mask] = (Array.isArray(inputShape[0]) ? inputShape : [inputShape]) as Shape[];
  if (regions === undefined || words === undefined) {
    throw new TypeError(
      `${layer} takes two inputs, [regions, words], or three, [regions, words, wordMask]: give them as a list.`,
    );
  }
  const refuse = (left: string, shape: Shape, right: string, other: Shape, remedy: string): never => {
    throw new ShapeMismatchError(layer, left, shape, right, other, remedy);
  };
  if (regions.length !== 3 || words.length !== 3) {
    refuse('regions', regions, 'words', words, 'Both have three axes: pairs, rows, depth.');
  }
  if (!depthsDiffer && regions[2] !== words[2]) {
    refuse(
      'regions',
      regions,
      'words',
      words,
      'Their last axes must be equal; give the text encoder as many units, or project the regions.',
    );
  }
  if (mask !== undefined && (mask.length !== 2 || mask[1] !== words[1])) {
    refuse('wordMask', mask, 'words', words, 'The mask has one value for each word: [pairs, words].');
  }
  return { regions, words };
}

/** tfjs hands a single input as a tensor and several as a list. */
export function listOf<T>(inputs: T | T[]): T[] {
  return Array.isArray(inputs) ? inputs : [inputs];
}
