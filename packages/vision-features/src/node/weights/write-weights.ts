import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { WeightSet } from '../../weights/weight-set';
import { writeAtomically } from '../store/store-files';

/**
 * Writes weights as a tfjs model folder without a topology, `model.json` and `weights.bin`, which `readWeights` reads.
 *
 * `model.json` is put in place last; under its old one, no reader takes the new numbers for the old ones' size.
 */
export async function writeWeights(folder: string, { arrays }: WeightSet): Promise<void> {
  await mkdir(folder, { recursive: true });
  const entries = [...arrays].map(([name, { shape }]) => ({ name, shape, dtype: 'float32' }));
  const model = { format: 'layers-model', weightsManifest: [{ paths: ['weights.bin'], weights: entries }] };
  const bytes = [...arrays.values()].map(
    ({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
  await writeAtomically(join(folder, 'weights.bin'), Buffer.concat(bytes));
  await writeAtomically(join(folder, 'model.json'), `${JSON.stringify(model)}\n`);
}
