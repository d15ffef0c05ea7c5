import { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
import { integer, listOf, text } from '@rs-sam/foundation/options';
import { checkGrid } from './check-grid';
import { cutNetwork } from './cut-network';
import { type BackboneDefinition, type BackboneName, backboneDefinitions, backboneNames } from './definitions';
import { nameSince224 } from './keras-names-until-2-2-4';
import { layerShapes } from './layer-shapes';
import type { Network, Size } from './network';
import type { Preprocessing } from './preprocessing';

/** Where a backbone is cut, for images of which size, and into how many regions. */
export interface RegionOptions {
  /**
   * Name in Keras of the layer whose map is cut into regions; for ResNet-50 also its name until Keras 2.2.4. The end of a stage of a
   * ResNet has a short name: `conv4` is `conv4_block6_out` of ResNet-50. Default: the last map.
   *
   * Several layers are joined by `+`, as `conv5+conv4`: one run of the network gives all of their maps. Each map is averaged to the same
   * grid, each region of it divided by its Euclidean norm (zeros stay zeros), and the vectors of a region are concatenated in the order
   * of the names.
   */
  readonly layer?: string | undefined;
  /** Rows and columns of the images. Default: 299 for Inception V3, 256 for a ResNet; both give 8 × 8 regions. */
  readonly inputSize?: number | undefined;
  /**
   * Averages the map to this many rows and columns, at most those of the map. A cell of the map that lies in several regions counts in
   * each by its shared area. Default: the map as it is; of several layers the rows and columns of the smallest map.
   */
  readonly grid?: Size | undefined;
}

/** Rules of these options. */
export const regionRules = {
  layer: text('the name of a layer, or several joined by +'),
  inputSize: integer(1),
  grid: listOf(integer(1), '[rows, columns]', 2),
};

/** The map of one layer. */
export interface LayerMap {
  readonly layer: string;
  /** Its rows and columns. */
  readonly size: Size;
  readonly depth: number;
}

/** A backbone cut at its layers, with the resulting shapes. */
export interface RegionPlan {
  readonly name: BackboneName;
  /** The full names of the layers, joined by `+`. */
  readonly layer: string;
  readonly inputSize: number;
  readonly grid: Size;
  /** Of a region: the sum over the layers. */
  readonly depth: number;
  readonly preprocessing: Preprocessing;
  /** The layers in the order in which the regions concatenate them. */
  readonly maps: readonly LayerMap[];
  /** Up to the layers. */
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

/** The name of the layer in the description; it can be given by a short name and, for ResNet-50, by its older name in Keras. */
function layerOf(name: BackboneName, { network }: BackboneDefinition, given: string): string {
  if (network.layers.some((one) => one.name === given)) return given;
  const end = /^conv[2-5]$/.test(given) && network.layers.findLast((one) => blockEnd.exec(one.name)?.[1] === given);
  if (end) return end.name;
  return (name === 'resnet-50' ? nameSince224(network, given) : undefined) ?? given;
}

const blockEnd = /^(conv\d)_block\d+_out$/;

/**
 * Cuts a backbone at one or several layers and derives the shape of its regions.
 *
 * @throws UnknownBackboneError, UnknownLayerError, NoMapError, InputTooSmallError, GridError, InvalidOptionError
 */
export function planRegions(name: BackboneName, options: RegionOptions = {}): RegionPlan {
  const definition = Object.hasOwn(backboneDefinitions, name) ? backboneDefinitions[name] : undefined;
  if (definition === undefined) throw new UnknownBackboneError(name);
  const given = options.layer ?? definition.layer;
  const layers = given.split('+').map((layer) => layerOf(name, definition, layer));
  if (new Set(layers).size < layers.length) {
    throw new InvalidOptionError('layer', given, 'different layers: one is named twice');
  }
  const inputSize = options.inputSize ?? definition.inputSize;
  const network = cutNetwork(definition.network, ...layers);
  const shapes = layerShapes(network, inputSize);
  const maps = layers.map((layer): LayerMap => {
    const [rows, columns, depth] = shapes.get(layer) ?? [];
    if (rows === undefined || columns === undefined || depth === undefined) throw new NoMapError(layer);
    return { layer, size: [rows, columns], depth };
  });
  const smallest = maps.reduce((one, other) => (other.size[0] < one.size[0] ? other : one));
  const grid = options.grid ?? smallest.size;
  checkGrid(grid, smallest.size);
  return {
    name,
    layer: layers.join('+'),
    inputSize,
    grid,
    depth: maps.reduce((sum, map) => sum + map.depth, 0),
    preprocessing: definition.preprocessing,
    maps,
    network,
  };
}
