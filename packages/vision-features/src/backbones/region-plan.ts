import { RsSamError } from '@rs-sam/foundation/errors';
import { cutNetwork } from './cut-network';
import { type BackboneDefinition, type BackboneName, backboneDefinitions, backboneNames } from './definitions';
import { nameSince224 } from './keras-names-until-2-2-4';
import { layerShapes } from './layer-shapes';
import type { Network, Size } from './network';
import type { Preprocessing } from './preprocessing';

/** Where a backbone is cut, and for images of which size. */
export interface RegionOptions {
  /** Name in Keras of the layer whose map is cut into regions; for ResNet-50 also its name until Keras 2.2.4. Default: the last map. */
  readonly layer?: string | undefined;
  /** Rows and columns of the images. Default: 299 for Inception V3, 256 for a ResNet; both give 8 × 8 regions. */
  readonly inputSize?: number | undefined;
}

/** A backbone cut at a layer, with the resulting shapes. */
export interface RegionPlan {
  readonly name: BackboneName;
  readonly layer: string;
  readonly inputSize: number;
  readonly grid: Size;
  readonly depth: number;
  readonly preprocessing: Preprocessing;
  /** Up to `layer`. */
  readonly network: Network;
}

/** There is no backbone of the given name. */
export class UnknownBackboneError extends RsSamError {
  override readonly name = 'UnknownBackboneError';
  override readonly code = 'RS_SAM_UNKNOWN_BACKBONE';

  constructor(readonly given: string) {
    super(`There is no backbone "${given}". Choose one of ${backboneNames.join(', ')}.`);
  }
}

/** The layer has no map: it comes after the global pooling. */
export class NoMapError extends RsSamError {
  override readonly name = 'NoMapError';
  override readonly code = 'RS_SAM_NO_MAP';

  constructor(readonly layer: string) {
    super(`The layer ${layer} gives one vector per image, not a map of regions. Choose a layer before avg_pool.`);
  }
}

/** The name of the layer in the description; for ResNet-50 it can be given by its older name in Keras. */
function layerOf(name: BackboneName, { network, layer }: BackboneDefinition, given = layer): string {
  if (name !== 'resnet-50' || network.layers.some((one) => one.name === given)) return given;
  return nameSince224(network, given) ?? given;
}

/**
 * Cuts a backbone at a layer and derives the shape of its regions.
 *
 * @throws UnknownBackboneError, UnknownLayerError, NoMapError, InputTooSmallError, InvalidOptionError
 */
export function planRegions(name: BackboneName, options: RegionOptions = {}): RegionPlan {
  const definition = Object.hasOwn(backboneDefinitions, name) ? backboneDefinitions[name] : undefined;
  if (definition === undefined) throw new UnknownBackboneError(name);
  const layer = layerOf(name, definition, options.layer);
  const inputSize = options.inputSize ?? definition.inputSize;
  const network = cutNetwork(definition.network, layer);
  const [rows, columns, depth] = layerShapes(network, inputSize).get(layer) ?? [];
  if (rows === undefined || columns === undefined || depth === undefined) throw new NoMapError(layer);
  return {
    name,
    layer,
    inputSize,
    grid: [rows, columns],
    depth,
    preprocessing: definition.preprocessing,
    network,
  };
}
