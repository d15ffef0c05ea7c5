import { randomUniform, type Tensor } from '@tensorflow/tfjs-core';
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
}

/** What decides shapes and initial values. */
export interface EncoderSize extends GruSize {
  readonly vocabularySize: number;
  readonly bidirectional: boolean;
  readonly seed: number | undefined;
}

/** Creates a variable of the layer. */
export type AddWeight = (name: string, shape: Tensor['shape'], initializer: Initializer) => LayerVariable;

/** Creates the variables: embeddings within ±0.1, as in SCAN, then each direction with the initial weights of its convention. */
export function addEncoderWeights(size: EncoderSize, addWeight: AddWeight): EncoderWeights {
  const nextSeed = seedSequence(size.seed);
  const shape: [number, number] = [size.vocabularySize, size.inputDim];
  const embeddings = addWeight(
    'embeddings',
    shape,
    initializer(() => randomUniform(shape, -0.1, 0.1, 'float32', nextSeed())),
  );
  const forward = addGru('forward', size, nextSeed, addWeight);
  return {
    embeddings,
    forward,
    backward: size.bidirectional ? addGru('backward', size, nextSeed, addWeight) : undefined,
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
