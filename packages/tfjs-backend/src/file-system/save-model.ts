import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FileWriteError, sha256, writeFileAtomically } from '@rs-sam/foundation/files';
import { io } from '@tensorflow/tfjs-core';
import { ModelFileError } from './model-file-error';

/** The names of weight files that this module writes. */
const WEIGHTS = /^weights-[0-9a-f]{12}\.bin$/;

/**
 * Saves a model in tfjs's format: `model.json` and one file of weights beside it. Other files of the folder are left as they are.
 *
 * The file of the weights has their hash in its name, and `model.json`, which names it, is written last and atomically. A process that is
 * killed at any moment leaves the old model or the new one, never the topology of one with the weights of the other.
 *
 * @throws FileWriteError, ModelFileError
 */
export async function saveModel(folder: string, artifacts: io.ModelArtifacts): Promise<io.SaveResult> {
  if (artifacts.modelTopology instanceof ArrayBuffer) {
    throw new ModelFileError(
      folder,
      'cannot hold a model whose topology is binary (a GraphDef). Convert it to JSON first.',
    );
  }
  const weights = new Uint8Array(io.CompositeArrayBuffer.join(artifacts.weightData));
  const weightsFile = `weights-${sha256(weights).slice(0, 12)}.bin`;
  const manifest = [{ paths: [weightsFile], weights: artifacts.weightSpecs ?? [] }];
  // Everything except the weights, under the same names as in the artifacts.
  const { weightData: _data, weightSpecs: _specs, getWeightStream: _stream, ...rest } = artifacts;
  const modelJson = JSON.stringify({ ...rest, weightsManifest: manifest });

  await makeFolder(folder);
  const replaced = await weightFilesOf(folder);
  await writeFileAtomically(join(folder, weightsFile), weights);
  await writeFileAtomically(join(folder, 'model.json'), modelJson);
  for (const file of replaced) {
    if (file !== weightsFile) await rm(join(folder, file), { force: true });
  }
  return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    // mkdir fails with EEXIST if a file has this name.
    const { code } = error as NodeJS.ErrnoException;
    throw new FileWriteError(folder, code === 'EEXIST' ? Object.assign(new Error(), { code: 'ENOTDIR' }) : error);
  }
}

/** The files with weights of the replaced model, or of an interrupted save. */
async function weightFilesOf(folder: string): Promise<string[]> {
  const written = (await readdir(folder)).filter((file) => WEIGHTS.test(file));
  return [...written, ...(await weightFilesNamedIn(join(folder, 'model.json')))];
}

/** The weight files that a `model.json` names in its own folder; empty if it is missing or cannot be read. */
async function weightFilesNamedIn(modelFile: string): Promise<string[]> {
  try {
    const { weightsManifest } = JSON.parse(await readFile(modelFile, 'utf8')) as io.ModelJSON;
    return weightsManifest
      .flatMap(({ paths }) => paths)
      .filter((path) => path === basename(path) && path.endsWith('.bin'));
  } catch {
    return [];
  }
}
