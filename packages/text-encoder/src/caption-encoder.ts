import {
  add,
  cast,
  mul,
  notEqual,
  randomUniform,
  serialization,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { type initializers, type LayerVariable, layers, type Shape } from '@tensorflow/tfjs-layers';
import { bidirectionalGru } from './bidirectional-gru';
import { embeddingLookup } from './embedding-lookup';
import { forwardGru } from './forward-gru';
import { gruInitialWeights } from './gru-initial-weights';
import { type GruWeights, gruWeightSpecs, gruWeightsFromList, listGruWeights } from './gru-weights';
import { integerOption } from './option-error';
import { seedSequence } from './seed-sequence';
import { checkShape } from './shape-mismatch-error';
import { PAD_ID } from './special-tokens';
import type { WordVectors } from './word-vectors';

type LayerArgs = NonNullable<ConstructorParameters<typeof layers.Layer>[0]>;
type Initializer = ReturnType<typeof initializers.ones>;

export interface CaptionEncoderArgs extends LayerArgs {
  /** Integer > 0. Height of the embedding: `vocabulary.size`. */
  vocabularySize: number;
  /** Integer > 0. Numbers in a word vector. Default 300, the paper's. */
  embeddingDim?: number;
  /** Integer > 0. Numbers in the feature of a word in its context. Default 2048, the paper's. */
  units?: number;
  /** Whether the reset gate is applied after the recurrent product, as in cuDNN and PyTorch. Default false: Keras. */
  resetAfter?: boolean;
  /** Whether a second GRU reads the words backwards, and the two are averaged. Default true, as eq. (3); VSE++ reads forwards alone. */
  bidirectional?: boolean;
  /** Makes the initial weights repeatable. Default: they differ from run to run. */
  seed?: number;
}

/** Word vectors were to be set in a layer that has no weights yet. */
export class EncoderNotBuiltError extends Error {
  override readonly name = 'EncoderNotBuiltError';

  constructor(readonly layer: string) {
    super(
      `${layer} has no weights yet: apply it to an input, or build a model with it, and set the word vectors then.`,
    );
  }
}

/**
 * t = BiGRU(W_y w) (eqs. 1 to 3): token ids to the features of words in their context, as one layer.
 *
 * Input `[B, N]`, the ids of `padBatch`, each below `vocabularySize`; output `[B, N, units]`. An id 0, which is `<pad>`, is no
 * word: its output is 0, and so is that of a whole caption of padding. The layer hands the mask on as `Embedding` with
 * `maskZero` does; a mask that it is given itself takes the place of that rule.
 *
 * The weights, in the order of `getWeights`: embeddings, then those of each direction that there is, as `listGruWeights` gives them. Initial
 * embeddings are uniform within ±0.1, as in SCAN; the GRU's are those of the convention's own library (`resetAfter`).
 *
 * @throws `OptionError` for a size that is not a positive integer, `ShapeMismatchError` for an input that is not `[B, N]`.
 */
export class CaptionEncoder extends layers.Layer {
  /** @nocollapse */
  static readonly className = 'CaptionEncoder';

  readonly vocabularySize: number;
  readonly embeddingDim: number;
  readonly units: number;
  readonly resetAfter: boolean;
  readonly bidirectional: boolean;
  readonly seed: number | undefined;
  private embeddings: LayerVariable | undefined;
  private forwardGru: LayerVariable[] = [];
  private backwardGru: LayerVariable[] = [];

  constructor(args: CaptionEncoderArgs) {
    // As tfjs' Embedding: without a shape, captions of any length are expected.
    super(
      args.inputShape || args.batchInputShape ? args : { ...args, batchInputShape: [args.batchSize ?? null, null] },
    );
    this.vocabularySize = integerOption('vocabularySize', args.vocabularySize, 1);
    this.embeddingDim = integerOption('embeddingDim', args.embeddingDim ?? 300, 1);
    this.units = integerOption('units', args.units ?? 2048, 1);
    this.resetAfter = args.resetAfter ?? false;
    this.bidirectional = args.bidirectional ?? true;
    this.seed = args.seed;
    this.supportsMasking = true;
  }

  override build(inputShape: Shape | Shape[]): void {
    this.checkInput(inputShape);
    const nextSeed = seedSequence(this.seed);
    const shape: [number, number] = [this.vocabularySize, this.embeddingDim];
    this.embeddings = this.addWeight(
      'embeddings',
      shape,
      'float32',
      initializer(() => randomUniform(shape, -0.1, 0.1, 'float32', nextSeed())),
    );
    this.forwardGru = this.addGru('forward', nextSeed);
    if (this.bidirectional) this.backwardGru = this.addGru('backward', nextSeed);
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[], kwargs: { readonly mask?: Tensor | Tensor[] }): Tensor {
    const input = only(inputs);
    this.checkInput(input.shape);
    return tidy(() => {
      this.invokeCallHook(inputs, kwargs);
      const ids = cast(input, 'int32') as Tensor2D;
      const words = embeddingLookup(this.embeddings?.read() as Tensor2D, ids);
      const mask = this.computeMask(ids, kwargs.mask) as Tensor2D;
      const forward = read(this.forwardGru);
      const { resetAfter } = this;
      if (!this.bidirectional) return forwardGru(words, mask, forward, { resetAfter });
      return bidirectionalGru(words, mask, { forward, backward: read(this.backwardGru) }, { resetAfter });
    });
  }

  override computeMask(inputs: Tensor | Tensor[], mask?: Tensor | Tensor[]): Tensor {
    const given = Array.isArray(mask) ? mask[0] : mask;
    return given ?? tidy(() => notEqual(only(inputs), PAD_ID));
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return [...this.checkInput(inputShape), this.units];
  }

  /**
   * Puts pretrained vectors in the rows of the words that have one; the other rows stay as they are.
   *
   * @throws {@link EncoderNotBuiltError} before the layer has weights, `ShapeMismatchError` for vectors of another dimension.
   */
  setWordVectors({ dimension, vectors }: WordVectors): void {
    const { embeddings, vocabularySize, embeddingDim } = this;
    if (embeddings === undefined) throw new EncoderNotBuiltError(this.name);
    checkShape('A word vector', [dimension], [embeddingDim], 'Make the encoder with {embeddingDim} of that size.');
    const stays = new Float32Array(vocabularySize).fill(1);
    const rows = new Float32Array(vocabularySize * embeddingDim);
    for (const [id, vector] of vectors) {
      stays[id] = 0;
      rows.set(vector, id * embeddingDim);
    }
    tidy(() => {
      const kept = mul(embeddings.read(), tensor2d(stays, [vocabularySize, 1]));
      embeddings.write(add(kept, tensor2d(rows, [vocabularySize, embeddingDim])));
    });
  }

  override getConfig(): serialization.ConfigDict {
    const { vocabularySize, embeddingDim, units, resetAfter, bidirectional, seed } = this;
    const config = { ...super.getConfig(), vocabularySize, embeddingDim, units, resetAfter, bidirectional };
    return seed === undefined ? config : { ...config, seed };
  }

  private addGru(direction: string, nextSeed: () => number | undefined): LayerVariable[] {
    const size = { inputDim: this.embeddingDim, units: this.units, resetAfter: this.resetAfter };
    let drawn: Tensor[] | undefined;
    // Drawn with the first, and not at all when a loaded model brings its own: an orthogonal 2048 × 6144 takes seconds.
    const draw = (i: number) => {
      drawn ??= listGruWeights(gruInitialWeights(size, nextSeed));
      return drawn[i] as Tensor;
    };
    return gruWeightSpecs(size).map(({ name, shape }, i) =>
      this.addWeight(
        `${direction}/${name}`,
        shape,
        'float32',
        initializer(() => draw(i)),
      ),
    );
  }

  private checkInput(shape: Shape | Shape[]): Shape {
    const one = (Array.isArray(shape[0]) ? shape[0] : shape) as Shape;
    checkShape('The input', one, [null, null], 'Pass token ids as [captions, words].');
    return one;
  }
}
serialization.registerClass(CaptionEncoder);

/** addWeight asks of an initializer that it can be applied; it is not what the layer's configuration is made of. */
function initializer(apply: () => Tensor): Initializer {
  return { apply } as unknown as Initializer;
}

function read(variables: readonly LayerVariable[]): GruWeights {
  return gruWeightsFromList(variables.map((variable) => variable.read()));
}

function only(tensors: Tensor | Tensor[]): Tensor {
  return Array.isArray(tensors) ? (tensors[0] as Tensor) : tensors;
}
