import { inputsOf, type Layer, type Network } from './network';

/** The class of a layer in Keras' files, and its number among the layers of that class, from 0. */
export interface KerasPlace {
  readonly kind: string;
  readonly index: number;
}

const KINDS: Readonly<Partial<Record<Layer['kind'], string>>> = {
  convolution: 'conv2d',
  'batch-normalization': 'batch_normalization',
  classifier: 'dense',
};

/**
 * The place of each weighted layer in the order of Keras' `model.layers`: by decreasing depth, the longest way to the output, and at the
 * same depth by the order of a depth-first search from the output
 * (`map_graph` in https://github.com/keras-team/keras/blob/v3.6.0/keras/src/ops/function.py).
 */
export function kerasLayerOrder({ layers }: Network): ReadonlyMap<string, KerasPlace> {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const depths = new Map<string, number>();
  for (const layer of layers.toReversed()) {
    const depth = depths.get(layer.name) ?? 0;
    depths.set(layer.name, depth);
    for (const input of inputsOf(layer)) depths.set(input, Math.max(depths.get(input) ?? 0, depth + 1));
  }
  const visited = new Map<string, number>();
  const visit = (name: string): void => {
    const layer = byName.get(name);
    if (layer === undefined || visited.has(name)) return;
    visited.set(name, visited.size);
    for (const input of inputsOf(layer)) visit(input);
  };
  visit(layers.at(-1)?.name ?? '');
  const ordered = [...visited.keys()].sort(
    (one, other) =>
      (depths.get(other) ?? 0) - (depths.get(one) ?? 0) || (visited.get(one) ?? 0) - (visited.get(other) ?? 0),
  );
  const counts = new Map<string, number>();
  const places = new Map<string, KerasPlace>();
  for (const name of ordered) {
    const kind = KINDS[(byName.get(name) as Layer).kind];
    if (kind === undefined) continue;
    const index = counts.get(kind) ?? 0;
    counts.set(kind, index + 1);
    places.set(name, { kind, index });
  }
  return places;
}
