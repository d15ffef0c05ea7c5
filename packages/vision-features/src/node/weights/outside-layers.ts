import { groupBy } from '@rs-sam/foundation/collections';
import type { WeightArray } from '../../weights/weight-set';

/** A layer of a Keras file, and the model of the file that contains it. */
export interface ModelLayer {
  readonly layer: string;
  /** The path of the model in the file. */
  readonly model: string;
  readonly arrays: readonly WeightArray[];
}

/**
 * Renames layers outside the backbone that have an automatic name, such as the `batch_normalization` of a head: the backbone's layers are
 * found by the order of these names. The backbone is the model with the most convolutions.
 */
export function renameOutsideLayers<Layer extends ModelLayer>(layers: readonly Layer[]): Layer[] {
  const [backbone] = [...groupBy(layers, ({ model }) => model)]
    .map(([model, members]) => ({ model, convolutions: members.filter(isConvolution).length }))
    .sort((a, b) => b.convolutions - a.convolutions);
  return layers.map((one) =>
    one.model !== backbone?.model && AUTOMATIC.test(one.layer) ? { ...one, layer: `outside/${one.layer}` } : one,
  );
}

const AUTOMATIC = /^(conv2d|batch_normalization|dense)(_\d+)?$/;

const isConvolution = ({ arrays }: ModelLayer): boolean => arrays.some(({ shape }) => shape.length === 4);
