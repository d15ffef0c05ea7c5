import { createHash } from 'node:crypto';
import { weightedLayers } from '../../backbones/layer-weights';
import type { FittedNetwork } from '../../weights/fit-weights';

/**
 * SHA-256 of a network's weights, in hexadecimal: the same for every kind of file with the same numbers.
 *
 * It covers, layer by layer, `layer/weight shape` with a line feed, and the values as little-endian float32.
 */
export function weightsHash({ network, weights }: FittedNetwork): string {
  const hash = createHash('sha256');
  for (const { layer, slots } of weightedLayers(network)) {
    slots.forEach(({ name, shape }, i) => {
      const values = weights.get(layer.name)?.[i] as Float32Array;
      hash.update(`${layer.name}/${name} ${shape.join('x')}\n`);
      hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    });
  }
  return hash.digest('hex');
}
