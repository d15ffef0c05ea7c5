import { RsSamError } from '@rs-sam/foundation/errors';
import type { Tensor, Tensor4D, Variable } from '@tensorflow/tfjs-core';
import { input, model as kerasModel, type LayersModel, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { cutNetwork } from '../backbones/cut-network';
import { weightedLayers } from '../backbones/layer-weights';
import { inputsOf, type Layer } from '../backbones/network';
import { layersModel } from '../tfjs/layers-model';
import type { FittedNetwork } from '../weights/fit-weights';
import type { WeightArray } from '../weights/weight-set';

/** The layers above a frozen one, which can be trained. */
export interface UpperBlocks {
  /** Shape of the frozen layer's map, without the batch. */
  readonly inputShape: readonly [rows: number, columns: number, channels: number];
  /** Channels of the last map. */
  readonly depth: number;
  /** Kernels, biases, γ and β of the upper layers. The statistics of the normalisations stay as they are. */
  readonly variables: readonly Variable[];
  /** The frozen layer's maps → the last maps. */
  apply(maps: Tensor4D): Tensor4D;
  /** Present weights of the upper layers, by `layer/weight`. */
  weights(): ReadonlyMap<string, WeightArray>;
  dispose(): void;
}

/** Layers above the frozen one need the output of a layer below it. */
export class NoCutError extends RsSamError {
  override readonly name = 'NoCutError';
  override readonly code = 'RS_SAM_NO_CUT';

  constructor(
    readonly from: string,
    readonly layer: string,
    readonly input: string,
  ) {
    super(
      `The network cannot be frozen up to ${from}: ${layer} above it takes ${input} from below it. Choose the last layer of a block, as conv5_block2_out or mixed9.`,
    );
  }
}

/**
 * Splits a network at a layer and makes the layers above it trainable.
 *
 * @param from - The last frozen layer.
 * @throws {UnknownLayerError} where there is no such layer.
 * @throws {NoCutError} where the upper layers need more than its output.
 */
export function upperBlocks(fitted: FittedNetwork, inputSize: number, from: string): UpperBlocks {
  const upper = layersAbove(fitted, from);
  const whole = layersModel(fitted, inputSize, { trainable: true });
  const [, ...shape] = whole.getLayer(from).outputShape as [null, number, number, number];
  const model = modelAbove(whole, upper, from, shape);
  const names = new Set(upper.map(({ name }) => name));
  const layers = upper.map(({ name }) => whole.getLayer(name));
  return {
    inputShape: shape,
    depth: model.outputs[0]?.shape.at(-1) as number,
    variables: layers.flatMap((layer) => layer.trainableWeights.map((weight) => weight.read() as Variable)),
    apply: (maps) => model.apply(maps, { training: false }) as Tensor4D,
    weights: () =>
      new Map(
        weightedLayers(fitted.network)
          .filter(({ layer }) => names.has(layer.name))
          .flatMap(({ layer, slots }) => {
            const tensors: Tensor[] = whole.getLayer(layer.name).getWeights();
            return slots.map(({ name, shape: sizes }, i) => {
              const values = (tensors[i] as Tensor).dataSync() as Float32Array;
              return [`${layer.name}/${name}`, { shape: sizes, values: Float32Array.from(values) }] as const;
            });
          }),
      ),
    dispose: () => {
      // Both models own the layers; disposing the second one frees their weights.
      model.dispose();
      whole.dispose();
    },
  };
}

function layersAbove({ network }: FittedNetwork, from: string): Layer[] {
  const frozen = new Set(cutNetwork(network, from).layers.map(({ name }) => name));
  const upper = network.layers.filter(({ name }) => !frozen.has(name));
  const known = new Set([from, ...upper.map(({ name }) => name)]);
  for (const layer of upper) {
    const below = inputsOf(layer).find((name) => !known.has(name));
    if (below !== undefined) throw new NoCutError(from, layer.name, below);
  }
  return upper;
}

/** A model of the upper layers with an input of its own; it shares its weights with the whole model. */
function modelAbove(whole: LayersModel, upper: readonly Layer[], from: string, shape: number[]): LayersModel {
  const start = input({ shape });
  const outputs = new Map<string, SymbolicTensor>([[from, start]]);
  let last = start;
  for (const layer of upper) {
    const inputs = inputsOf(layer).map((name) => outputs.get(name) as SymbolicTensor);
    last = whole
      .getLayer(layer.name)
      .apply(inputs.length === 1 ? (inputs[0] as SymbolicTensor) : inputs) as SymbolicTensor;
    outputs.set(layer.name, last);
  }
  return kerasModel({ inputs: start, outputs: last });
}
