import { checkOptions } from '@rs-sam/foundation/options';
import { type Tensor3D, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { BackboneName } from '../backbones/definitions';
import type { Size } from '../backbones/network';
import type { Preprocessing } from '../backbones/preprocessing';
import { planRegions, type RegionOptions, regionRules } from '../backbones/region-plan';
import { fitWeights } from '../weights/fit-weights';
import { checkBackbone } from '../weights/identify-backbone';
import type { WeightSet } from '../weights/weight-set';
import { joinMapTensors } from './join-map-tensors';
import { layersModel } from './layers-model';
import { preprocess } from './preprocess';

/** A frozen network that turns images into regions, on tfjs's current engine. */
export interface Backbone {
  readonly name: BackboneName;
  /** Name in Keras of the layer whose map is cut into regions; several are joined by `+`. */
  readonly layer: string;
  /** Rows and columns of the images. */
  readonly inputSize: number;
  /** Rows and columns of the regions, which are ordered row by row. */
  readonly grid: Size;
  /** D, the length of a region's vector. */
  readonly depth: number;
  /** Applied to the pixels by `extract`. */
  readonly preprocessing: Preprocessing;
  /** RGB pixels 0 … 255, `[B, S, S, 3]` → `[B, rows · columns, depth]`. */
  extract(pixels: Tensor4D): Tensor3D;
  dispose(): void;
}

/**
 * Builds a backbone with the weights of a file.
 *
 * @throws UnknownBackboneError, UnknownLayerError, NoMapError, InputTooSmallError, GridError, InvalidOptionError
 * @throws WeightsMismatchError, MissingWeightError, WeightShapeError
 */
export function createBackbone(name: BackboneName, weights: WeightSet, options: RegionOptions = {}): Backbone {
  checkOptions('createBackbone', regionRules, options);
  const { network, ...plan } = planRegions(name, options);
  const { layer, inputSize, grid, depth, preprocessing, maps } = plan;
  checkBackbone(name, weights);
  const model = layersModel(fitWeights(network, weights), inputSize, { outputs: maps.map((map) => map.layer) });
  return {
    name,
    layer,
    inputSize,
    grid,
    depth,
    preprocessing,
    extract: (pixels) =>
      tidy(() => {
        const values = [model.predictOnBatch(preprocess(pixels, preprocessing))].flat() as Tensor4D[];
        return joinMapTensors(values, maps, grid);
      }),
    dispose: () => {
      model.dispose();
    },
  };
}
