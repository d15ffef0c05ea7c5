import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import type { WeightSet } from '../../weights/weight-set';

/**
 * Writes weights as a tfjs model folder without a topology, `model.json` and `weights.bin`, which `readWeights` reads.
 *
 * `model.json` is replaced last.
 */
export async function writeWeights(folder: string, { arrays }: WeightSet): Promise<void> {
  await mkdir(folder, { recursive: true });
  const entries = [...arrays].map(([name, { shape }]) => ({ name, shape, dtype: 'float32' }));
  const model = { format: 'layers-model', weightsManifest: [{ paths: ['weights.bin'], weights: entries }] };
  const bytes = [...arrays.values()].map(
    ({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
  await writeFileAtomically(join(folder, 'weights.bin'), Buffer.concat(bytes));
  await writeFileAtomically(join(folder, 'model.json'), `${JSON.stringify(model)}\n`);
}
