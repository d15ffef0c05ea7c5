import { randomUniform, type Tensor, zeros } from '@tensorflow/tfjs-core';
import type { initializers, LayerVariable } from '@tensorflow/tfjs-layers';
import { type GruSize, gruWeightSpecs, listGruWeights } from '../gru/weights/gru-weights';
import { gruInitialWeights } from '../gru/weights/initial-weights';
import { seedSequence } from '../gru/weights/seed-sequence';

type Initializer = ReturnType<typeof initializers.ones>;

/** The variables of a caption encoder. */
export interface EncoderWeights {
  /** `[vocabularySize, embeddingDim]`. */
  readonly embeddings: LayerVariable;
  /** In the order of `listGruWeights`. */
  readonly forward: readonly LayerVariable[];
  /** In the order of `listGruWeights`; undefined if the words are read forwards only. */
  readonly backward: readonly LayerVariable[] | undefined;
  /** Undefined for an encoder without pretrained vectors. */
  readonly pretrained: PretrainedWeights | undefined;
}

/** Pretrained vectors and the map from their space to that of the embedding. */
export interface PretrainedWeights {
  /** g `[vocabularySize, pretrainedDim]`, which no optimiser changes. */
  readonly vectors: LayerVariable;
  /** M `[pretrainedDim, embeddingDim]`. */
  readonly kernel: LayerVariable;
  /** c `[embeddingDim]`. */
  readonly bias: LayerVariable;
}

/** What decides shapes and initial values. */
export interface EncoderSize extends GruSize {
  readonly vocabularySize: number;
  readonly bidirectional: boolean;
  readonly pretrainedDim: number | undefined;
  readonly seed: number | undefined;
}

/** Creates a variable of the layer; `trainable` is true by default. */
export type AddWeight = (
  name: string,
  shape: Tensor['shape'],
  initializer: Initializer,
  trainable?: boolean,
) => LayerVariable;

/**
 * Creates the variables: embeddings within ±0.1, as in SCAN, then each direction with the initial weights of its convention. Beside
 * pretrained vectors, the embeddings start at 0.
 */
export function addEncoderWeights(size: EncoderSize, addWeight: AddWeight): EncoderWeights {
  const nextSeed = seedSequence(size.seed);
  const shape: [number, number] = [size.vocabularySize, size.inputDim];
  const seed = nextSeed();
  const embeddings = addWeight(
    'embeddings',
    shape,
    initializer(() =>
      size.pretrainedDim === undefined ? randomUniform(shape, -0.1, 0.1, 'float32', seed) : zeros(shape),
    ),
  );
  const forward = addGru('forward', size, nextSeed, addWeight);
  const backward = size.bidirectional ? addGru('backward', size, nextSeed, addWeight) : undefined;
  return { embeddings, forward, backward, pretrained: addPretrained(size, nextSeed, addWeight) };
}

/** The map as PyTorch's `Linear`: kernel and bias uniform within ±1/√pretrainedDim. The vectors are 0 until they are set. */
function addPretrained(
  { vocabularySize, inputDim, pretrainedDim }: EncoderSize,
  nextSeed: () => number | undefined,
  addWeight: AddWeight,
): PretrainedWeights | undefined {
  if (pretrainedDim === undefined) return undefined;
  const limit = 1 / Math.sqrt(pretrainedDim);
  const uniform = (shape: number[]) => {
    const seed = nextSeed();
    return initializer(() => randomUniform(shape, -limit, limit, 'float32', seed));
  };
  const vectorsShape = [vocabularySize, pretrainedDim];
  return {
    kernel: addWeight('pretrained/kernel', [pretrainedDim, inputDim], uniform([pretrainedDim, inputDim])),
    bias: addWeight('pretrained/bias', [inputDim], uniform([inputDim])),
    vectors: addWeight(
      'pretrained/vectors',
      vectorsShape,
      initializer(() => zeros(vectorsShape)),
      false,
    ),
  };
}

function addGru(
  direction: string,
  size: GruSize,
  nextSeed: () => number | undefined,
  addWeight: AddWeight,
): LayerVariable[] {
  let drawn: Tensor[] | undefined;
  // Drawn when the first is needed, and never for a loaded model, which has its own: an orthogonal 2048 × 6144 takes seconds.
  const draw = (i: number) => {
    drawn ??= listGruWeights(gruInitialWeights(size, nextSeed));
    return drawn[i] as Tensor;
  };
  return gruWeightSpecs(size).map(({ name, shape }, i) =>
    addWeight(
      `${direction}/${name}`,
      shape,
      initializer(() => draw(i)),
    ),
  );
}

/** `addWeight` only calls `apply`; an initializer of tfjs-layers has methods for its configuration besides. */
function initializer(apply: () => Tensor): Initializer {
  return { apply } as unknown as Initializer;
}
