import { availableParallelism } from 'node:os';
import { missingOnnxruntime } from '@rs-sam/foundation/onnx';
import { checkOptions, integer, oneOf } from '@rs-sam/foundation/options';
import type { BackboneName } from '../../backbones/definitions';
import type { Preprocessing } from '../../backbones/preprocessing';
import { planRegions, type RegionOptions, regionRules } from '../../backbones/region-plan';
import type { RegionExtractor } from '../../extractor/feature-extractor';
import { joinMaps } from '../../extractor/join-maps';
import { checkPixelCount } from '../../extractor/pixel-count-error';
import { fitWeights } from '../../weights/fit-weights';
import { checkBackbone } from '../../weights/identify-backbone';
import type { WeightSet } from '../../weights/weight-set';
import { weightsHash } from '../weights/weights-hash';
import { onnxNetwork } from './onnx-network';
import { openOnnxruntime } from './onnxruntime-network';
import { recommendOnnxruntime } from './recommend-onnxruntime';
import { openTfjs } from './tfjs-network';

/** Options of `createRegionExtractor`. */
export interface RegionExtractorOptions extends RegionOptions {
  /** What runs the network. Default: onnxruntime-node where it is installed, else tfjs. */
  readonly engine?: 'onnxruntime' | 'tfjs' | undefined;
  /** Threads of a convolution on onnxruntime-node. Default: the number of processors that this process may use. */
  readonly threads?: number | undefined;
}

/** A frozen backbone that turns images into regions. */
export interface BackboneExtractor extends RegionExtractor {
  readonly backbone: BackboneName;
  readonly preprocessing: Preprocessing;
  /** SHA-256 of the weights in use, which does not depend on the kind of file that they were read from. */
  readonly weights: { readonly source: string; readonly sha256: string };
  dispose(): Promise<void>;
}

const rules = {
  ...regionRules,
  engine: oneOf(['onnxruntime', 'tfjs']),
  threads: integer(1),
};

/**
 * Creates an extractor from a backbone and its weights. Where onnxruntime-node is installed, it runs the whole network there as one
 * graph. Otherwise it runs on the current engine of tfjs, or, where none is set, on the one that `@rs-sam/tfjs-backend` prepares, and
 * a warning says once how to install the faster one.
 *
 * The regions agree with those of `createBackbone` to 1e-4 of the largest value.
 *
 * @throws UnknownBackboneError, UnknownLayerError, NoMapError, InputTooSmallError, GridError, InvalidOptionError
 * @throws WeightsMismatchError, MissingWeightError, WeightShapeError where the weights are not those of the backbone.
 * @throws MissingPackageError where the engine `onnxruntime` is requested and not installed.
 * @throws NoEngineError where neither engine is available.
 */
export async function createRegionExtractor(
  backbone: BackboneName,
  weights: WeightSet,
  options: RegionExtractorOptions = {},
): Promise<BackboneExtractor> {
  checkOptions('createRegionExtractor', rules, options);
  const plan = planRegions(backbone, options);
  const { layer, inputSize, grid, depth, preprocessing, maps } = plan;
  checkBackbone(backbone, weights);
  const fitted = fitWeights(plan.network, weights);
  const sha256 = weightsHash(fitted);

  const onnxruntime =
    options.engine === 'tfjs'
      ? undefined
      : await openOnnxruntime(
          () =>
            onnxNetwork(
              fitted,
              preprocessing,
              inputSize,
              maps.map((map) => map.layer),
            ),
          inputSize,
          options.threads ?? availableParallelism(),
        );
  if (onnxruntime === undefined && options.engine === 'onnxruntime') throw missingOnnxruntime('The engine onnxruntime');
  const network = onnxruntime ?? (await openTfjs(fitted, plan));
  if (onnxruntime === undefined && options.engine === undefined) recommendOnnxruntime(network.engine);

  return {
    backbone,
    layer,
    inputSize,
    grid,
    depth,
    preprocessing,
    weights: { source: weights.source, sha256 },
    engine: network.engine,
    extract: async (pixels, count = 1) => {
      checkPixelCount(pixels, count, inputSize);
      const values = await network.run(pixels instanceof Float32Array ? pixels : Float32Array.from(pixels), count);
      return joinMaps(values, maps, grid);
    },
    dispose: () => network.dispose(),
  };
}
