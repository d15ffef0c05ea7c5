import { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
import { inputsOf, type Layer, type Network, type Padding } from './network';

/** The shape of a layer's output without the batch: `[rows, columns, channels]`, or `[channels]` after a global pooling. */
export type MapShape = readonly number[];

/** The images are too small: the output of a layer would be empty. */
export class InputTooSmallError extends RsSamError {
  override readonly name = 'InputTooSmallError';
  override readonly code = 'RS_SAM_INPUT_TOO_SMALL';

  constructor(
    readonly inputSize: number,
    readonly layer: string,
  ) {
    super(
      `Images of ${inputSize} × ${inputSize} pixels are too small: the output of ${layer} would be empty. Choose a larger inputSize.`,
    );
  }
}

/**
 * The output shape of every layer by its name, that of the image included, for square RGB images of `inputSize` pixels.
 *
 * @throws InvalidOptionError, InputTooSmallError
 */
export function layerShapes(network: Network, inputSize: number): ReadonlyMap<string, MapShape> {
  if (!Number.isInteger(inputSize) || inputSize < 1) {
    throw new InvalidOptionError('inputSize', inputSize, 'an integer of at least 1');
  }
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
      return [layer.classCount];
    case 'concatenation':
      return [rows, columns, inputs.reduce((sum, input) => sum + (input[2] as number), 0)];
    case 'batch-normalization':
    case 'relu':
    case 'sum':
      return first;
  }
}

/** How many positions a window has. */
function steps(size: number, window: number, stride: number, padding: Padding): number {
  return padding === 'same' ? Math.ceil(size / stride) : Math.floor((size - window) / stride) + 1;
}
