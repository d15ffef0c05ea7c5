import { inputsOf, type Layer, type Network, type Padding } from './network';

/** What a layer puts out, without the batch: `[rows, columns, channels]`, or `[channels]` behind a global pooling. */
export type MapShape = readonly number[];

/** The image is too small: a layer would have nothing to put out. */
export class InputTooSmallError extends RangeError {
  override readonly name = 'InputTooSmallError';

  constructor(
    readonly inputSize: number,
    readonly layer: string,
  ) {
    super(`Images of ${inputSize} × ${inputSize} pixels are too small: nothing is left of them at ${layer}.`);
  }
}

/** The size given for the images is none. */
export class InputSizeError extends RangeError {
  override readonly name = 'InputSizeError';

  constructor(readonly inputSize: number) {
    super(`Images of ${inputSize} × ${inputSize} pixels are asked for; inputSize has to be a whole number above 0.`);
  }
}

/** The output shape of every layer by its name, the image's included, for square RGB images of that size. */
export function layerShapes(network: Network, inputSize: number): ReadonlyMap<string, MapShape> {
  if (!Number.isInteger(inputSize) || inputSize < 1) throw new InputSizeError(inputSize);
  const shapes = new Map<string, MapShape>([[network.input, [inputSize, inputSize, 3]]]);
  for (const layer of network.layers) {
    const shape = outputShape(
      layer,
      inputsOf(layer).map((name) => shapes.get(name) as MapShape),
    );
    if (shape.some((size) => size < 1)) throw new InputTooSmallError(inputSize, layer.name);
    shapes.set(layer.name, shape);
  }
  return shapes;
}

function outputShape(layer: Layer, inputs: readonly MapShape[]): MapShape {
  const [first = []] = inputs;
  const [rows = 0, columns = 0, channels = 0] = first;
  switch (layer.kind) {
    case 'convolution': {
      const [kernelRows, kernelColumns] = layer.kernel;
      return [
        steps(rows, kernelRows, layer.stride, layer.padding),
        steps(columns, kernelColumns, layer.stride, layer.padding),
        layer.filters,
      ];
    }
    case 'max-pooling':
    case 'average-pooling': {
      const { size, stride, padding } = layer;
      return [steps(rows, size, stride, padding), steps(columns, size, stride, padding), channels];
    }
    case 'zero-padding':
      return [rows + 2 * layer.pixels, columns + 2 * layer.pixels, channels];
    case 'global-average-pooling':
      return [channels];
    case 'classifier':
      return [layer.classes];
    case 'concatenation':
      return [rows, columns, inputs.reduce((sum, input) => sum + (input[2] as number), 0)];
    case 'batch-normalization':
    case 'relu':
    case 'sum':
      return first;
  }
}

/** How often a window fits. */
function steps(size: number, window: number, stride: number, padding: Padding): number {
  return padding === 'same' ? Math.ceil(size / stride) : Math.floor((size - window) / stride) + 1;
}
