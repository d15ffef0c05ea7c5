import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { weightedLayers } from '../src/backbones/layer-weights';
import type { Network } from '../src/backbones/network';

/** Writes a tfjs layers model of a network whose weights are all one value, in a byte each, so that it packs small. */
export async function writeTfjsModel(folder: string, network: Network, value = 0.01): Promise<void> {
  await mkdir(folder, { recursive: true });
  const weights = weightedLayers(network).flatMap(({ layer, slots }) =>
    slots.map(({ name, shape }) => ({
      name: `${layer.name}/${name}`,
      shape,
      dtype: 'float32',
      quantization: { dtype: 'uint8', scale: value, min: 0 },
    })),
  );
  const bytes = weights.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
  await writeFile(
    join(folder, 'model.json'),
    JSON.stringify({ weightsManifest: [{ paths: ['shard1.bin', 'shard2.bin'], weights }] }),
  );
  await writeFile(join(folder, 'shard1.bin'), new Uint8Array(1000).fill(1));
  await writeFile(join(folder, 'shard2.bin'), new Uint8Array(bytes - 1000).fill(1));
}
