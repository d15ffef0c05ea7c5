import { checkShape } from '@rs-sam/foundation/errors';
import { getBackend, type Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from '@tensorflow/tfjs-layers';
import { checkIds } from '../text/token-id-error';

/** Engines with the ids in host memory. On a GPU the check would have to wait for all earlier work. */
const HOST_ENGINES = ['cpu', 'wasm'];

/** The only tensor of a layer with one input. */
export function only(tensors: Tensor | Tensor[]): Tensor {
  return Array.isArray(tensors) ? (tensors[0] as Tensor) : tensors;
}

/** The mask that tfjs-layers passes with the only input, if there is one. */
export function onlyMask(mask: Tensor | Tensor[] | null | undefined): Tensor | undefined {
  return (Array.isArray(mask) ? mask[0] : mask) ?? undefined;
}

/**
 * The shape `[B, N]` of the only input.
 *
 * @throws ShapeMismatchError
 */
export function idsShape(shape: Shape | Shape[]): Shape {
  const one = (Array.isArray(shape[0]) ? shape[0] : shape) as Shape;
  checkShape('The input', one, [null, null], 'Pass token ids as [captions, words].');
  return one;
}

/**
 * Checks ids `[B, N]` of any type on engines where that is cheap.
 *
 * @throws TokenIdError for a value that is not an integer from 0 to `vocabularySize` − 1.
 */
export function checkTokenIds(ids: Tensor, vocabularySize: number): void {
  if (!HOST_ENGINES.includes(getBackend())) return;
  const values = ids.dataSync();
  const [captions, steps] = ids.shape as [number, number];
  for (let caption = 0; caption < captions; caption++) {
    checkIds(values.subarray(caption * steps, (caption + 1) * steps), `caption ${caption}`, vocabularySize);
  }
}
