import { checkOptions, integer, text } from '@rs-sam/foundation/options';
import { type Rank, reshape, type Tensor, type Tensor3D, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { BackboneName } from '../backbones/definitions';
import type { Size } from '../backbones/network';
import type { Preprocessing } from '../backbones/preprocessing';
import { planRegions, type RegionOptions } from '../backbones/region-plan';
import { fitWeights } from '../weights/fit-weights';
import { checkBackbone } from '../weights/identify-backbone';
import type { WeightSet } from '../weights/weight-set';
import { layersModel } from './layers-model';
import { preprocess } from './preprocess';

/** A frozen network that turns images into regions, on tfjs's current engine. */
export interface Backbone {
  readonly name: BackboneName;
  /** Name in Keras of the layer whose map is cut into regions. */
  readonly layer: string;
  /** Rows and columns of the images. */
  readonly inputSize: number;
  /** Rows and columns of the map: `rows · columns` regions, row by row. */
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
 * @throws UnknownBackboneError, UnknownLayerError, NoMapError, InputTooSmallError, InvalidOptionError
 * @throws WeightsMismatchError, MissingWeightError, WeightShapeError
 */
export function createBackbone(name: BackboneName, weights: WeightSet, options: RegionOptions = {}): Backbone {
  checkOptions('createBackbone', { layer: text('the name of a layer'), inputSize: integer(1) }, options);
  const { network, ...plan } = planRegions(name, options);
  const { layer, inputSize, grid, depth, preprocessing } = plan;
  checkBackbone(name, weights);
  const model = layersModel(fitWeights(network, weights), inputSize);
  return {
    name,
    layer,
    inputSize,
    grid,
    depth,
    preprocessing,
    extract: (pixels) =>
      tidy(() => {
        const map = model.predictOnBatch(preprocess(pixels, preprocessing)) as Tensor;
        return reshape<Rank.R3>(map, [pixels.shape[0], grid[0] * grid[1], depth]);
      }),
    dispose: () => {
      model.dispose();
    },
  };
}
