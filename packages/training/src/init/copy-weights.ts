import type { StoredTensor } from '@rs-sam/foundation/formats';
import { assignWeights, type ModelFiles, type NamedWeight } from '@rs-sam/models';

/**
 * Copies the weights of a checkpoint into a new model by name. A weight with a row for each word gets the rows of the checkpoint's words,
 * which come first in both vocabularies; the rows of the new words stay as the model drew them.
 *
 * @throws CheckpointError when a weight is missing, unknown, or has another shape.
 */
export function copyWeights(
  weights: readonly NamedWeight[],
  { tensors, vocabulary, weightsFile }: ModelFiles,
  vocabularySize: number,
): void {
  const fresh = new Map(weights.map(({ name, variable }) => [name, variable]));
  const complete = ([name, stored]: readonly [string, StoredTensor]): [string, StoredTensor] => {
    const variable = fresh.get(name);
    const [rows, ...row] = stored.shape;
    const extended = [vocabularySize, ...row];
    if (rows !== vocabulary.size || variable?.shape.join() !== extended.join()) return [name, stored];
    const data = Float32Array.from(variable.dataSync());
    data.set(stored.data);
    return [name, { shape: extended, data }];
  };
  assignWeights(weights, Object.fromEntries(Object.entries(tensors).map(complete)), weightsFile);
}
