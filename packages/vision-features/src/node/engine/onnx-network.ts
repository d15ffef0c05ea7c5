import { weightedLayers } from '../../backbones/layer-weights';
import type { Layer } from '../../backbones/network';
import type { Preprocessing } from '../../backbones/preprocessing';
import type { FittedNetwork } from '../../weights/fit-weights';
import { GraphWriter, ONNX_INPUT } from './onnx-graph';
import { onnxMessage } from './onnx-message';

/** Name of the graph's output: `[B, rows, columns, depth]`, or `[B, classCount]` after the classifier. */
export const ONNX_OUTPUT = 'output';

/**
 * The preprocessing and the network as one ONNX model, from the same description and weights as the tfjs model.
 *
 * Inside the graph channels come first, as onnxruntime's convolutions need them. Normalisation and ReLU stay nodes of their own, because
 * onnxruntime folds them into the convolutions when it opens the model.
 */
export function onnxNetwork(
  { network, weights }: FittedNetwork,
  preprocessing: Preprocessing,
  inputSize: number,
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
  const last = network.layers.at(-1) as Layer;
  const flat = last.kind === 'classifier' || last.kind === 'global-average-pooling';
  graph.node(flat ? 'Identity' : 'Transpose', [last.name], ONNX_OUTPUT, flat ? {} : { perm: [0, 2, 3, 1] });
  return onnxMessage({
    ...graph.finish(),
    input: { name: ONNX_INPUT, shape: ['batch', inputSize, inputSize, 3] },
    output: { name: ONNX_OUTPUT, shape: flat ? ['batch', 'classes'] : ['batch', 'rows', 'columns', 'depth'] },
  });
}
