import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { WeightSet } from '../../weights/weight-set';
import { readTfjsFolder } from './read-tfjs-folder';

/**
 * Reads the weights of a backbone from a file of any kind.
 *
 * @param path - A tfjs model folder, or its `model.json`.
 * @throws WeightFileError
 */
export async function readWeights(path: string): Promise<WeightSet> {
  const found = await stat(path);
  return readTfjsFolder(found.isDirectory() ? join(path, 'model.json') : path);
}
