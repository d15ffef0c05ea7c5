import { formatShape, InvalidOptionError, ShapeMismatchError } from '@rs-sam/foundation/errors';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Shape } from '@tensorflow/tfjs-layers';
import { MaskNotConnectedError } from '../errors/mask-not-connected-error';
import type { RegionsAndWords } from '../operands/alignment-operands';

/** Arguments of a layer's `call`. tfjs-layers gives the mask of the first input; a caller of `apply` may give one for each input. */
export interface CallArgs {
  readonly mask?: Tensor | null | (Tensor | null)[];
}

/** The inputs of a layer on pairs, `[regions, words]` or `[regions, words, wordMask]`, or with the mask that `apply` was given. */
export function pairedInputs(layer: string, inputs: Tensor | Tensor[], { mask }: CallArgs = {}): RegionsAndWords {
  const [regions, words, wordMask] = listOf(inputs) as [Tensor3D, Tensor3D, Tensor2D | undefined];
  const [ofRegions, ofWords] = mask == null ? [] : listOf(mask);
  if (ofRegions != null) throw new MaskNotConnectedError(layer, 'regions');
  return { regions, words, wordMask: wordMask ?? (ofWords as Tensor2D | null | undefined) ?? undefined };
}

/**
 * Checks the masks of the inputs. tfjs-layers passes the masks of the second and later inputs only to `computeMask`, after `call`.
 *
 * @throws MaskNotConnectedError when words come with a Keras mask, as from `CaptionEncoder` or an embedding with `maskZero`, and no input
 * is a mask.
 */
export function refuseUnusedMask(
  layer: string,
  inputs: Tensor | Tensor[],
  masks: Tensor | null | (Tensor | null)[] | undefined,
): void {
  if (masks == null) return;
  const [ofRegions, ofWords] = listOf(masks);
  if (ofRegions != null) throw new MaskNotConnectedError(layer, 'regions');
  if (ofWords != null && listOf(inputs).length < 3) throw new MaskNotConnectedError(layer, 'words');
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
    throw new InvalidOptionError(
      `inputs of ${layer}`,
      inputShape,
      'a list of two inputs, [regions, words], or three, [regions, words, wordMask]',
    );
  }
  const expected = `words ${formatShape(words)}`;
  if (regions.length !== 3 || words.length !== 3) {
    throw new ShapeMismatchError('regions', regions, expected, 'Both have three axes: pairs, rows, depth.');
  }
  if (!depthsDiffer && regions[2] !== words[2]) {
    throw new ShapeMismatchError(
      'regions',
      regions,
      expected,
      'Their last axes must be equal: give the text encoder as many units, or project the regions.',
    );
  }
  if (mask !== undefined && (mask.length !== 2 || mask[1] !== words[1])) {
    throw new ShapeMismatchError('wordMask', mask, expected, 'The mask has one value for each word: [pairs, words].');
  }
  return { regions, words };
}

/** tfjs gives a single input as a tensor and several as a list. */
export function listOf<T>(inputs: T | T[]): T[] {
  return Array.isArray(inputs) ? inputs : [inputs];
}
