import { type OnnxValue, onnxMessage } from '@rs-sam/foundation/onnx';
import { weightedLayers } from '../../backbones/layer-weights';
import type { Network } from '../../backbones/network';
import type { Preprocessing } from '../../backbones/preprocessing';
import type { FittedNetwork } from '../../weights/fit-weights';
import { GraphWriter, ONNX_INPUT } from './onnx-graph';

/**
 * The preprocessing and the network as one ONNX model, from the same description and weights as the tfjs model. Each of the layers
 * `outputs` gives one output of the graph, in their order: a map `[B, rows, columns, depth]`, or `[B, classCount]` after the classifier.
 *
 * Inside the graph channels come first, as onnxruntime's convolutions need them. Normalisation and ReLU stay nodes of their own, because
 * onnxruntime folds them into the convolutions when it opens the model.
 */
export function onnxNetwork(
  { network, weights }: FittedNetwork,
  preprocessing: Preprocessing,
  inputSize: number,
  outputs: readonly string[],
): Uint8Array {
  const graph = new GraphWriter();
  graph.preprocess(preprocessing, network.input);
  const slots = new Map(weightedLayers(network).map((one) => [one.layer.name, one.slots]));
  for (const layer of network.layers) {
    const values = weights.get(layer.name) ?? [];
    const arrays = (slots.get(layer.name) ?? []).map(({ name, shape }, i) => ({
      name,
      shape,
      values: values[i] as Float32Array,
    }));
    graph.layer(layer, new Map(arrays.map((array) => [array.name, array])));
  }
  const values = outputs.map((layer) => writeOutput(graph, network, layer));
  return onnxMessage({
    ...graph.finish(),
    inputs: [{ name: ONNX_INPUT, shape: ['batch', inputSize, inputSize, 3] }],
    outputs: values,
  });
}

function writeOutput(graph: GraphWriter, network: Network, layer: string): OnnxValue {
  const kind = network.layers.find(({ name }) => name === layer)?.kind;
  const flat = kind === 'classifier' || kind === 'global-average-pooling';
  const name = `${layer}/output`;
  graph.node(flat ? 'Identity' : 'Transpose', [layer], name, flat ? {} : { perm: [0, 2, 3, 1] });
  return {
    name,
    shape: flat ? ['batch', 'classes'] : ['batch', `${layer}/rows`, `${layer}/columns`, `${layer}/depth`],
  };
}
