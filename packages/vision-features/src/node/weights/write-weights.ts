import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileProblem } from '@rs-sam/foundation/errors';
import { sealJson, sha256, unsealJson, writeFileAtomically } from '@rs-sam/foundation/files';
import { WeightFileError } from '../../weights/errors';
import type { WeightSet } from '../../weights/weight-set';

/**
 * Writes weights as a tfjs model folder without a topology, `model.json` and `weights.bin`, which `readWeights` reads. Both have checksums.
 *
 * `model.json` is replaced last.
 *
 * @throws WeightFileError where the folder has another model: only what this function made is replaced.
 */
export async function writeWeights(folder: string, { arrays }: WeightSet): Promise<void> {
  await mkdir(folder, { recursive: true });
  await refuseForeign(join(folder, 'model.json'), folder);
  const entries = [...arrays].map(([name, { shape }]) => ({ name, shape, dtype: 'float32' }));
  const bytes = Buffer.concat(
    [...arrays.values()].map(({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
  );
  const model = {
    format: 'layers-model',
    weightsManifest: [{ paths: ['weights.bin'], weights: entries }],
    checksums: { 'weights.bin': sha256(bytes) },
  };
  await writeFileAtomically(join(folder, 'weights.bin'), bytes);
  await writeFileAtomically(join(folder, 'model.json'), sealJson(`${JSON.stringify(model)}\n`));
}

async function refuseForeign(path: string, folder: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new WeightFileError(path, `${fileProblem(error)}.`, { cause: error });
  });
  if (text === null || unsealJson(text).seal === 'kept') return;
  throw new WeightFileError(folder, 'has a model.json that rs-sam did not write. Name another folder.');
}
