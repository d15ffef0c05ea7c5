import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WeightSet } from '@rs-sam/vision-features';
import { cutNetwork } from '../../packages/vision-features/src/backbones/cut-network';
import { backboneDefinitions } from '../../packages/vision-features/src/backbones/definitions';
import { weightedLayers } from '../../packages/vision-features/src/backbones/layer-weights';
import { fitWeights } from '../../packages/vision-features/src/weights/fit-weights';
import { SIZE } from './request';

/** Number of compared images. */
export const COMPARED = 2;

/** Writes the weights under the current Keras names and the compared pixels as plain float32, for the peer. */
export function writeExchange(folder: string, weights: WeightSet): void {
  const { network, layer } = backboneDefinitions['resnet-50'];
  const cut = cutNetwork(network, layer);
  const fitted = fitWeights(cut, weights);
  const arrays = weightedLayers(cut).flatMap(({ layer: { name }, slots }) =>
    slots.map((slot, i) => ({
      name: `${name}/${slot.name}`,
      shape: slot.shape,
      values: fitted.weights.get(name)?.[i],
    })),
  );
  writeFileSync(join(folder, 'weights.json'), JSON.stringify(arrays.map(({ name, shape }) => ({ name, shape }))));
  writeFileSync(
    join(folder, 'weights.bin'),
    Buffer.concat(arrays.map(({ values }) => bytesOf(values ?? new Float32Array()))),
  );
  writeFileSync(join(folder, 'pixels.bin'), bytesOf(comparedPixels()));
}

/** Smooth waves of colour with one sharp edge. */
export function comparedPixels(): Float32Array {
  return Float32Array.from({ length: COMPARED * SIZE * SIZE * 3 }, (_, i) => {
    const column = Math.floor(i / 3) % SIZE;
    const row = Math.floor(i / (3 * SIZE));
    return 127.5 + 90 * Math.sin(0.05 * row + (i % 3)) * Math.cos(0.031 * column) + (column > row % SIZE ? 30 : 0);
  });
}

/** Writes a worker's regions of the compared images. */
export function writeRegions(folder: string, regions: Float32Array): void {
  writeFileSync(join(folder, 'regions.bin'), bytesOf(regions));
}

/** Reads the regions that a worker wrote. */
export function readRegions(folder: string): Float32Array {
  return new Float32Array(Uint8Array.from(readFileSync(join(folder, 'regions.bin'))).buffer);
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
