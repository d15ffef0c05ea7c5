import { availableParallelism } from 'node:os';
import type { BackboneName } from '../../backbones/definitions';
import type { Size } from '../../backbones/network';
import type { Preprocessing } from '../../backbones/preprocessing';
import { planRegions, type RegionOptions } from '../../backbones/region-plan';
import { fitWeights } from '../../weights/fit-weights';
import { checkBackbone } from '../../weights/identify-backbone';
import type { WeightSet } from '../../weights/weight-set';
import type { FeatureExtractor } from '../extract/feature-extractor';
import { weightsHash } from '../weights/weights-hash';
import { averageGrid, checkGrid } from './average-grid';
import { onnxNetwork } from './onnx-network';
import { openOnnxruntime } from './onnxruntime-network';
import { openTfjs } from './tfjs-network';

/** Options of `createRegionExtractor`. */
export interface RegionExtractorOptions extends RegionOptions {
  /** What the network runs on. Default: onnxruntime-node where it is installed, else tfjs's current engine. */
  readonly engine?: 'onnxruntime' | 'tfjs' | undefined;
  /** Threads of a convolution on onnxruntime-node. Default: the processors that this process may use. */
  readonly threads?: number | undefined;
  /** Average the map to this many rows and columns; they have to divide the map's. Default: the map as it is. */
  readonly grid?: Size | undefined;
}

/** A frozen network that turns images into regions. */
export interface RegionExtractor extends FeatureExtractor {
  readonly backbone: BackboneName;
  readonly preprocessing: Preprocessing;
  /** SHA-256 of the weights in use, whatever kind of file they came from. */
  readonly weights: { readonly source: string; readonly sha256: string };
  /**
   * RGB pixels 0 … 255 of `count` images, `[count, S, S, 3]` → regions `[count, rows · columns, depth]`.
   *
   * @throws PixelCountError where the pixels are not that many.
   */
  extract(pixels: Float32Array, count: number): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/** Another number of values than `count` images have. */
export class PixelCountError extends RangeError {
  override readonly name = 'PixelCountError';

  constructor(
    readonly found: number,
    readonly expected: number,
    inputSize: number,
    count: number,
  ) {
    super(
      `${found} pixel values were given, expected ${expected}: ${count} images of ${inputSize} × ${inputSize} in three colours. Read the images at the extractor's inputSize.`,
    );
  }
}

/** onnxruntime-node was asked for and is not installed. */
export class OnnxruntimeAbsentError extends Error {
  override readonly name = 'OnnxruntimeAbsentError';

  constructor() {
    super('The engine onnxruntime was asked for and onnxruntime-node is not installed: npm install onnxruntime-node');
  }
}

/**
 * Opens a backbone with the weights of a file, the whole network as one graph on onnxruntime-node where that is installed.
 *
 * Its regions agree with those of `createBackbone` to 1e-4 of the largest.
 *
 * @throws UnknownBackboneError, UnknownLayerError, NoMapError, InputTooSmallError, GridError
 * @throws ForeignWeightsError, MissingWeightError, WeightShapeError where the weights are not the backbone's.
 * @throws OnnxruntimeAbsentError, NoEngineError
 */
export async function createRegionExtractor(
  backbone: BackboneName,
  weights: WeightSet,
  options: RegionExtractorOptions = {},
): Promise<RegionExtractor> {
  const plan = planRegions(backbone, options);
  const { layer, inputSize, depth, preprocessing } = plan;
  const grid = options.grid ?? plan.grid;
  checkGrid(grid, plan.grid);
  checkBackbone(backbone, weights);
  const fitted = fitWeights(plan.network, weights);
  const sha256 = weightsHash(fitted);

  const onnxruntime =
    options.engine === 'tfjs'
      ? undefined
      : await openOnnxruntime(
          () => onnxNetwork(fitted, preprocessing, inputSize),
          inputSize,
          options.threads ?? availableParallelism(),
        );
  if (onnxruntime === undefined && options.engine === 'onnxruntime') throw new OnnxruntimeAbsentError();
  const network = onnxruntime ?? openTfjs(fitted, plan);

  return {
    backbone,
    layer,
    inputSize,
    grid,
    depth,
    preprocessing,
    weights: { source: weights.source, sha256 },
    engine: network.engine,
    extract: async (pixels, count) => {
      const expected = count * inputSize * inputSize * 3;
      if (pixels.length !== expected) throw new PixelCountError(pixels.length, expected, inputSize, count);
      const map = await network.run(pixels, count);
      return grid[0] === plan.grid[0] && grid[1] === plan.grid[1] ? map : averageGrid(map, plan.grid, grid, depth);
    },
    dispose: () => network.dispose(),
  };
}
