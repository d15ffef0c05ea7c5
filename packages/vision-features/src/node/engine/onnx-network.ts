import { weightedLayers } from '../../backbones/layer-weights';
import { inputsOf, type Layer } from '../../backbones/network';
import type { Preprocessing } from '../../backbones/preprocessing';
import type { FittedNetwork } from '../../weights/fit-weights';
import { type Attribute, type OnnxConstant, type OnnxModel, type OnnxNode, onnxMessage } from './onnx-message';

/** Name of the graph's input: RGB pixels 0 … 255, `[B, S, S, 3]`. */
export const ONNX_INPUT = 'pixels';
/** Name of the graph's output: `[B, rows, columns, depth]`, or `[B, classes]` behind the classifier. */
export const ONNX_OUTPUT = 'output';

/**
 * The preprocessing and the network as one ONNX model, from the same description and weights as the tfjs model.
 *
 * Channels stand first inside, as onnxruntime's convolutions want them; normalisation and ReLU are left as they are, since
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

interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

class GraphWriter {
  readonly #nodes: OnnxNode[] = [];
  readonly #constants: OnnxConstant[] = [];

  finish(): Pick<OnnxModel, 'nodes' | 'constants'> {
    return { nodes: this.#nodes, constants: this.#constants };
  }

  node(operator: string, inputs: readonly string[], output: string, attributes: Record<string, Attribute> = {}): void {
    this.#nodes.push({ operator, inputs, output, attributes });
  }

  preprocess({ channels, scale, offset }: Preprocessing, output: string): void {
    const colour =
      channels === 'rgb'
        ? ONNX_INPUT
        : this.#derived('Gather', [ONNX_INPUT, this.#integers('order', [2, 1, 0])], 'bgr', { axis: 3 });
    const scaled = this.#derived('Mul', [colour, this.#floats('scale', [], Float32Array.of(scale))], 'scaled');
    const shifted = this.#derived('Sub', [scaled, this.#floats('offset', [3], Float32Array.from(offset))], 'shifted');
    this.node('Transpose', [shifted], output, { perm: [0, 3, 1, 2] });
  }

  layer(layer: Layer, weights: ReadonlyMap<string, Weight>): void {
    const { name } = layer;
    const inputs = inputsOf(layer);
    const [input = ''] = inputs;
    const constant = (weight: string, { shape, values }: Weight) => this.#floats(`${name}/${weight}`, shape, values);
    const given = (weight: string) => constant(weight, weights.get(weight) as Weight);
    switch (layer.kind) {
      case 'convolution': {
        const { kernel, stride, padding, bias } = layer;
        const filters = constant('kernel', channelsFirst(weights.get('kernel') as Weight));
        this.node('Conv', [input, filters, ...(bias ? [given('bias')] : [])], name, {
          kernel_shape: kernel,
          strides: [stride, stride],
          auto_pad: autoPad(padding),
        });
        return;
      }
      case 'batch-normalization': {
        const mean = weights.get('moving_mean') as Weight;
        const ones = { shape: mean.shape, values: new Float32Array(mean.values.length).fill(1) };
        const scale = constant('gamma', layer.scale ? (weights.get('gamma') as Weight) : ones);
        this.node(
          'BatchNormalization',
          [input, scale, given('beta'), given('moving_mean'), given('moving_variance')],
          name,
          {
            epsilon: layer.epsilon,
          },
        );
        return;
      }
      case 'zero-padding': {
        const pads = [0, 0, layer.pixels, layer.pixels];
        this.node('Pad', [input, this.#integers(`${name}/pads`, [...pads, ...pads])], name);
        return;
      }
      case 'max-pooling':
      case 'average-pooling': {
        const { kind, size, stride, padding } = layer;
        this.node(kind === 'max-pooling' ? 'MaxPool' : 'AveragePool', [input], name, {
          kernel_shape: [size, size],
          strides: [stride, stride],
          auto_pad: autoPad(padding),
        });
        return;
      }
      case 'global-average-pooling':
        this.node('Flatten', [this.#derived('GlobalAveragePool', [input], `${name}/mean`)], name);
        return;
      case 'classifier':
        this.node('Softmax', [this.#derived('Gemm', [input, given('kernel'), given('bias')], `${name}/logits`)], name);
        return;
      case 'relu':
        this.node('Relu', [input], name);
        return;
      case 'sum':
        this.node('Add', inputs, name);
        return;
      case 'concatenation':
        this.node('Concat', inputs, name, { axis: 1 });
        return;
    }
  }

  #derived(
    operator: string,
    inputs: readonly string[],
    output: string,
    attributes?: Record<string, Attribute>,
  ): string {
    this.node(operator, inputs, output, attributes);
    return output;
  }

  #floats(name: string, shape: readonly number[], values: Float32Array): string {
    this.#constants.push({ name, shape, values });
    return name;
  }

  #integers(name: string, values: readonly number[]): string {
    this.#constants.push({ name, shape: [values.length], values: BigInt64Array.from(values, BigInt) });
    return name;
  }
}

/** As TensorFlow pads: what is left over at an odd number goes to the end. */
function autoPad(padding: 'same' | 'valid'): string {
  return padding === 'same' ? 'SAME_UPPER' : 'VALID';
}

/** A kernel `[rows, columns, in, out]` → `[out, in, rows, columns]`. */
function channelsFirst({ shape, values }: Weight): Weight {
  const [rows = 0, columns = 0, channels = 0, filters = 0] = shape;
  const cells = rows * columns;
  const turned = new Float32Array(values.length);
  for (let cell = 0; cell < cells; cell++) {
    for (let channel = 0; channel < channels; channel++) {
      const from = (cell * channels + channel) * filters;
      for (let filter = 0; filter < filters; filter++) {
        turned[(filter * channels + channel) * cells + cell] = values[from + filter] as number;
      }
    }
  }
  return { shape: [filters, channels, rows, columns], values: turned };
}
