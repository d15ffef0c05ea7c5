import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { io, util } from '@tensorflow/tfjs-core';
import { ModelFileError } from './model-file-error';

/**
 * Reads a model in tfjs's format, with all of its weights.
 *
 * @param path the file `model.json`, or the folder that holds it.
 * @throws ModelFileError names the file that is missing or damaged.
 */
export async function loadModel(path: string): Promise<io.ModelArtifacts> {
  const modelFile = (await isFolder(path)) ? join(path, 'model.json') : path;
  const modelJson = parseModelJson(modelFile, await read(modelFile, 'Give the path of a model.json or of its folder.'));
  return io.getModelArtifactsForJSON(modelJson, async (manifest) => [
    io.getWeightSpecs(manifest),
    await readWeights(modelFile, manifest),
  ]);
}

/** The weights of all groups, concatenated. */
async function readWeights(modelFile: string, manifest: io.WeightsManifestConfig): Promise<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (const { paths, weights } of manifest) {
    const files = paths.map((name) => join(dirname(modelFile), name));
    const group = await Promise.all(files.map((file) => read(file, `Copy it to the folder of ${modelFile}.`)));
    const found = group.reduce((sum, { length }) => sum + length, 0);
    const expected = byteLength(weights);
    if (expected !== undefined && found !== expected) {
      const problem = `${files.length === 1 ? 'has' : 'have in total'} ${found} bytes instead of the ${expected} that ${modelFile} describes`;
      throw new ModelFileError(files.join(', '), `${problem}. Save or copy the model again.`);
    }
    parts.push(...group);
  }
  const all = Buffer.concat(parts);
  return all.buffer.slice(all.byteOffset, all.byteOffset + all.byteLength) as ArrayBuffer;
}

/** The number of bytes of the weights, or undefined with strings, whose length is in the data. */
function byteLength(weights: readonly io.WeightsManifestEntry[]): number | undefined {
  let bytes = 0;
  for (const { shape, dtype, quantization } of weights) {
    if (dtype === 'string') return undefined;
    bytes += util.sizeFromShape(shape) * bytesOf(quantization?.dtype ?? dtype);
  }
  return bytes;
}

function bytesOf(dtype: string): number {
  if (dtype === 'uint8' || dtype === 'bool') return 1;
  if (dtype === 'uint16' || dtype === 'float16') return 2;
  return dtype === 'complex64' ? 8 : 4;
}

function parseModelJson(file: string, content: Buffer): io.ModelJSON {
  let model: Partial<io.ModelJSON> | null;
  try {
    model = JSON.parse(content.toString('utf8'));
  } catch (error) {
    throw new ModelFileError(file, `is not JSON: ${(error as Error).message}`, { cause: error });
  }
  if (!model?.modelTopology || !Array.isArray(model.weightsManifest)) {
    throw new ModelFileError(file, 'is not a model of tfjs: it lacks modelTopology or weightsManifest.');
  }
  return model as io.ModelJSON;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function read(file: string, remedy: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ModelFileError(
      file,
      `${code === 'ENOENT' ? 'does not exist' : `cannot be read (${message})`}. ${remedy}`,
      {
        cause: error,
      },
    );
  }
}
