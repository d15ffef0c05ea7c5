import { RsSamError } from '@rs-sam/foundation/errors';
import { inputsOf, type Layer, type Network } from './network';

/** A network has no layer of the given name. */
export class UnknownLayerError extends RsSamError {
  override readonly name = 'UnknownLayerError';
  override readonly code = 'RS_SAM_UNKNOWN_LAYER';

  constructor(
    readonly layer: string,
    readonly known: readonly string[],
  ) {
    super(
      `The network has no layer "${layer}". Its last layers are ${known.slice(-8).join(', ')}; all ${known.length} have their names in Keras.`,
    );
  }
}

/**
 * The layers that the outputs of the given layers depend on, in the order of the network: of one layer, that layer comes last.
 *
 * @throws UnknownLayerError where there is no such layer.
 */
export function cutNetwork(network: Network, ...outputs: readonly string[]): Network {
  const byName = new Map(network.layers.map((one) => [one.name, one]));
  const unknown = outputs.find((layer) => !byName.has(layer));
  if (unknown !== undefined) throw new UnknownLayerError(unknown, [...byName.keys()]);
  const needed = new Set<string>();
  const waiting = [...outputs];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const one: Layer | undefined = byName.get(name);
    if (one === undefined || needed.has(name)) continue;
    needed.add(name);
    waiting.push(...inputsOf(one));
  }
  return { input: network.input, layers: network.layers.filter(({ name }) => needed.has(name)) };
}
