/** Rows and columns. */
export type Size = readonly [rows: number, columns: number];

/** `same` pads with zeros so that a stride of 1 keeps the size; `valid` pads nothing. */
export type Padding = 'same' | 'valid';

interface Named {
  /** The layer's name in Keras. */
  readonly name: string;
}

interface Following extends Named {
  /** The layer whose output this one takes. */
  readonly input: string;
}

interface Joining extends Named {
  readonly inputs: readonly string[];
}

/** `y = x * kernel (+ bias)`; kernel `[rows, columns, in, filters]`. */
interface Convolution extends Following {
  readonly kind: 'convolution';
  readonly filters: number;
  readonly kernel: Size;
  readonly stride: number;
  readonly padding: Padding;
  readonly bias: boolean;
}

/** `y = γ (x − mean) / √(variance + ε) + β`; without `scale`, γ is 1 and no weight. */
interface BatchNormalization extends Following {
  readonly kind: 'batch-normalization';
  readonly scale: boolean;
  readonly epsilon: number;
}

/** Zeros around the map. */
interface ZeroPadding extends Following {
  readonly kind: 'zero-padding';
  readonly pixels: number;
}

/** Over windows of `size` × `size`. An average is over the map's own cells, never over padding. */
interface Pooling extends Following {
  readonly kind: 'max-pooling' | 'average-pooling';
  readonly size: number;
  readonly stride: number;
  readonly padding: Padding;
}

/** The mean over all cells: `[B, rows, columns, C]` → `[B, C]`. */
interface GlobalAveragePooling extends Following {
  readonly kind: 'global-average-pooling';
}

/** `softmax(x W + b)`. */
interface Classifier extends Following {
  readonly kind: 'classifier';
  readonly classCount: number;
}

/** `max(x, 0)`. */
interface Relu extends Following {
  readonly kind: 'relu';
}

/** The sum of its inputs, or their channels one after another. */
interface Join extends Joining {
  readonly kind: 'sum' | 'concatenation';
}

/** One layer of a network, as data. */
export type Layer =
  | Convolution
  | BatchNormalization
  | ZeroPadding
  | Pooling
  | GlobalAveragePooling
  | Classifier
  | Relu
  | Join;

/**
 * A convolutional network as plain data. tfjs layers, the ONNX graph, shapes, parameter counts and the weights that a file must
 * hold are all derived from it.
 */
export interface Network {
  /** The name that the first layers' `input` gives for the image. */
  readonly input: string;
  /** In the order in which Keras creates them: each comes after its inputs. */
  readonly layers: readonly Layer[];
}

/** The layers that a layer takes its input from. */
export function inputsOf(layer: Layer): readonly string[] {
  return 'inputs' in layer ? layer.inputs : [layer.input];
}
