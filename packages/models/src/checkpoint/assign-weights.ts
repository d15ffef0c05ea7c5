import type { StoredTensor } from '@rs-sam/foundation/formats';
import { tensor, tidy } from '@tensorflow/tfjs-core';
import type { NamedWeight } from '../contract/retrieval-model';
import { CheckpointError } from './checkpoint-error';

/**
 * Assigns stored numbers to a model's weights.
 *
 * @param weights those of `savedWeights`: a checkpoint has no others.
 * @param stored the numbers by name, as `readModelFiles` gives them.
 * @param file the file of the numbers, for errors.
 * @throws CheckpointError when a weight is missing, unknown, or has another shape.
 */
export function assignWeights(
  weights: readonly NamedWeight[],
  stored: Readonly<Record<string, StoredTensor>>,
  file: string,
): void {
  const remedy = 'The file belongs to a model with other options, or to another release.';
  const names = new Set(weights.map(({ name }) => name));
  const extra = Object.keys(stored).find((name) => !names.has(name));
  if (extra !== undefined) throw new CheckpointError(file, `holds ${extra}, which the model does not have.`, remedy);
  for (const { name, variable } of weights) {
    const found = stored[name];
    if (found === undefined) throw new CheckpointError(file, `lacks ${name}.`, remedy);
    if (found.shape.join() !== variable.shape.join()) {
      const problem = `holds ${name} as [${found.shape}], and the model has [${variable.shape}].`;
      throw new CheckpointError(file, problem, remedy);
    }
    tidy(() => variable.assign(tensor(found.data, [...found.shape], 'float32')));
  }
}
