import type { StoredTensor } from '@rs-sam/foundation/formats';
import { assignWeights, type NamedWeight, savedWeights } from '@rs-sam/models';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tensorsFrom } from '../checkpoint/tensors-on-host';
import type { TrainingSession } from './session';

/** The parts of a session with tensors. */
type Parts = Pick<TrainingSession, 'model' | 'optimizer' | 'loss' | 'averages'>;

/** Prefixes of names in `state.safetensors`; the optimiser's own names have none. */
const CURRENT = 'weights/';
const LOSS = 'loss/';

/** The weights of a checkpoint, which validation and evaluation use: the averages if the training has them, and pretrained vectors. */
export function usedWeights({ model, averages }: Parts): readonly NamedWeight[] {
  return savedWeights({ weights: averages?.weights ?? model.weights, pretrained: model.pretrained });
}

/** What resuming needs besides them: the optimiser's state, the weights of the loss and, with averages, the current weights. */
export function stateTensors({ model, optimizer, loss, averages }: Parts): Record<string, Tensor> {
  return {
    ...optimizer.state(),
    ...prefixed(LOSS, loss.weights),
    ...(averages && prefixed(CURRENT, model.weights)),
  };
}

/**
 * Restores what `stateTensors` gave.
 *
 * @param file the file of the numbers, for errors.
 * @throws CheckpointError when a tensor is missing or has another shape.
 */
export function restoreState(parts: Parts, stored: Readonly<Record<string, StoredTensor>>, file: string): void {
  const { model, optimizer, loss, averages } = parts;
  assignWeights(loss.weights, under(LOSS, stored), file);
  if (averages !== null) assignWeights(model.weights, under(CURRENT, stored), file);
  const own = Object.entries(stored).filter(([name]) => !name.startsWith(LOSS) && !name.startsWith(CURRENT));
  const tensors = tensorsFrom(Object.fromEntries(own));
  optimizer.restore(tensors);
  for (const tensor of Object.values(tensors)) tensor.dispose();
}

function prefixed(prefix: string, weights: readonly NamedWeight[]): Record<string, Tensor> {
  return Object.fromEntries(weights.map(({ name, variable }) => [prefix + name, variable]));
}

/** The tensors with this prefix, without it. */
function under(prefix: string, stored: Readonly<Record<string, StoredTensor>>): Record<string, StoredTensor> {
  const found = Object.entries(stored).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}
