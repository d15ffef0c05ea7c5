import { itemCount } from '@rs-sam/core/tiles';
import type { Encoding, RetrievalModel } from '@rs-sam/models';
import { dispose, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { StoredEncodings } from '../gallery/gallery';
import { loadEncoding } from './host-encoding';

/** Bytes of encodings that are on the engine at a time. */
const BLOCK_BYTES = 64e6;

/**
 * Applies a function of encodings to many items, block by block, so that memory does not grow with their number.
 *
 * @param of [items of the block, width] of the encodings of a block.
 * @returns [items, width], row-major.
 */
export async function eachBlock(
  stored: StoredEncodings,
  width: number,
  of: (images: Encoding) => Tensor,
): Promise<Float32Array> {
  const count = itemCount(stored);
  const bytes = 4 * Object.values(stored).reduce((sum, { data }) => sum + data.length, 0);
  const size = Math.max(1, Math.floor((count * BLOCK_BYTES) / Math.max(1, bytes)));
  const result = new Float32Array(count * width);
  for (let start = 0; start < count; start += size) {
    const images = loadEncoding(itemsOf(stored, start, Math.min(count, start + size)));
    const values = tidy(() => of(images));
    result.set(await values.data<'float32'>(), start * width);
    dispose({ ...images });
    values.dispose();
  }
  return result;
}

/** S [items, sentences] by the model itself. */
export function scoreItems(model: RetrievalModel, stored: StoredEncodings, texts: Encoding): Promise<Float32Array> {
  return eachBlock(stored, itemCount(texts), (images) => model.score(images, texts));
}

/** The items from `start` up to, not including, `end`. */
export function itemsOf(stored: StoredEncodings, start: number, end: number): StoredEncodings {
  return Object.fromEntries(
    Object.entries(stored).map(([name, { shape, data }]) => {
      const width = shape.slice(1).reduce((product, extent) => product * extent, 1);
      return [name, { shape: [end - start, ...shape.slice(1)], data: data.subarray(start * width, end * width) }];
    }),
  );
}
