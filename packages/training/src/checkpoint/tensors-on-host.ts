import type { NamedWeight } from '@rs-sam/core';
import type { StoredTensor } from '@rs-sam/foundation/formats';
import { type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { CheckpointError } from './checkpoint-error';

/** Copies of some tensors as a safetensors file takes them. */
export function storedTensors(tensors: Readonly<Record<string, Tensor>>): Record<string, StoredTensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, value]) => [
      name,
      { shape: value.shape, data: Float32Array.from(value.dataSync()) },
    ]),
  );
}

/** Stored numbers as tensors, which are the caller's to free. */
export function tensorsFrom(stored: Readonly<Record<string, StoredTensor>>): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(stored).map(([name, { shape, data }]) => [name, tensor(data, [...shape], 'float32')]),
  );
}

/**
 * Puts stored numbers into a model's weights.
 *
 * @param file where they were read, for errors.
 * @throws CheckpointError when a weight is missing, left over, or has another shape.
 */
export function assignWeights(
  weights: readonly NamedWeight[],
  stored: Readonly<Record<string, StoredTensor>>,
  file: string,
): void {
  const remedy = 'It belongs to a model with other options, or of another release.';
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
