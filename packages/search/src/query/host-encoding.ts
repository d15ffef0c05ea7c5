import type { Encoding } from '@rs-sam/models';
import { tensor, tidy } from '@tensorflow/tfjs-core';
import type { StoredEncodings } from '../gallery/gallery';

/** The numbers of an encoding, off the engine. */
export async function readEncoding(encoding: Encoding): Promise<StoredEncodings> {
  const read = Object.entries(encoding).map(async ([name, x]): Promise<[string, StoredEncodings[string]]> => {
    return [name, { shape: x.shape, data: Float32Array.from(await x.data()) }];
  });
  return Object.fromEntries(await Promise.all(read));
}

/** Stored numbers as an encoding; the caller disposes the tensors. */
export function loadEncoding(stored: StoredEncodings): Encoding {
  return tidy(() =>
    Object.fromEntries(
      Object.entries(stored).map(([name, { shape, data }]) => [name, tensor(data, [...shape], 'float32')]),
    ),
  );
}
