import type { Attribute, OnnxConstant, OnnxModel, OnnxNode } from '@rs-sam/foundation/onnx';
import { inputsOf, type Layer } from '../../backbones/network';
import type { Preprocessing } from '../../backbones/preprocessing';
import { channelsFirst, type Weight } from './channels-first';

/** Name of the graph's input: RGB pixels 0 … 255, `[B, S, S, 3]`. */
export const ONNX_INPUT = 'pixels';

/** Collects the nodes and constants of a graph, layer by layer. */
export class GraphWriter {
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

/** As TensorFlow pads: the extra row of an odd padding is added at the end. */
function autoPad(padding: 'same' | 'valid'): string {
  return padding === 'same' ? 'SAME_UPPER' : 'VALID';
}
