import { tensor } from '@tensorflow/tfjs-core';
import {
  layers as kerasLayers,
  model as kerasModel,
  type LayersModel,
  type SymbolicTensor,
  input as symbolicInput,
} from '@tensorflow/tfjs-layers';
import { weightedLayers } from '../backbones/layer-weights';
import { inputsOf, type Layer, type Network } from '../backbones/network';
import type { FittedNetwork } from '../weights/fit-weights';

interface LayersModelOptions {
  /** Whether its weights can be trained. Default: false. */
  readonly trainable?: boolean;
  /** The layers whose outputs it gives. Default: the last layer. */
  readonly outputs?: readonly string[];
}

/** The network as a tfjs-layers model, from preprocessed pixels `[B, S, S, 3]` to the outputs of its layers, with its weights. */
export function layersModel(
  fitted: FittedNetwork,
  inputSize: number,
  { trainable = false, outputs }: LayersModelOptions = {},
): LayersModel {
  const model = emptyModel(fitted.network, inputSize, trainable, outputs);
  for (const { layer, slots } of weightedLayers(fitted.network)) {
    const tensors = (fitted.weights.get(layer.name) ?? []).map((values, i) =>
      tensor(values, slots[i]?.shape as number[]),
    );
    model.getLayer(layer.name).setWeights(tensors);
    for (const one of tensors) one.dispose();
  }
  return model;
}

function emptyModel(
  network: Network,
  inputSize: number,
  trainable: boolean,
  outputs: readonly string[] = network.layers.slice(-1).map(({ name }) => name),
): LayersModel {
  const image = symbolicInput({ shape: [inputSize, inputSize, 3], name: network.input });
  const symbols = new Map<string, SymbolicTensor>([[network.input, image]]);
  for (const layer of network.layers) {
    const inputs = inputsOf(layer).map((name) => symbols.get(name) as SymbolicTensor);
    const keras = kerasLayer(layer, trainable);
    symbols.set(
      layer.name,
      keras.apply(inputs.length === 1 ? (inputs[0] as SymbolicTensor) : inputs) as SymbolicTensor,
    );
  }
  return kerasModel({ inputs: image, outputs: outputs.map((name) => symbols.get(name) as SymbolicTensor) });
}

function kerasLayer(layer: Layer, trainable: boolean) {
  const { name } = layer;
  // Every weight is set afterwards: zeros cost nothing, the default initialisers draw millions of random numbers.
  const unset = { kernelInitializer: 'zeros', trainable } as const;
  switch (layer.kind) {
    case 'convolution': {
      const { filters, kernel, stride, padding, bias } = layer;
      return kerasLayers.conv2d({
        name,
        filters,
        kernelSize: [...kernel],
        strides: stride,
        padding,
        useBias: bias,
        ...unset,
      });
    }
    case 'batch-normalization':
      return kerasLayers.batchNormalization({ name, scale: layer.scale, epsilon: layer.epsilon, trainable });
    case 'zero-padding': {
      const both: [number, number] = [layer.pixels, layer.pixels];
      return kerasLayers.zeroPadding2d({ name, padding: [both, both] });
    }
    case 'max-pooling':
    case 'average-pooling': {
      const { kind, size, stride, padding } = layer;
      const pool = kind === 'max-pooling' ? kerasLayers.maxPooling2d : kerasLayers.averagePooling2d;
      return pool({ name, poolSize: size, strides: stride, padding });
    }
    case 'global-average-pooling':
      return kerasLayers.globalAveragePooling2d({ name });
    case 'classifier':
      return kerasLayers.dense({ name, units: layer.classCount, activation: 'softmax', ...unset });
    case 'relu':
      return kerasLayers.activation({ name, activation: 'relu' });
    case 'sum':
      return kerasLayers.add({ name });
    case 'concatenation':
      return kerasLayers.concatenate({ name, axis: -1 });
  }
}
