import { checkShape, InvalidOptionError } from '@rs-sam/foundation/errors';
import {
  add,
  cast,
  engine,
  mul,
  notEqual,
  serialization,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
} from '@tensorflow/tfjs-core';
import { type LayerVariable, layers, type Shape } from '@tensorflow/tfjs-layers';
import { bidirectionalGru } from '../gru/bidirectional-gru';
import { forwardGru } from '../gru/forward-gru';
import { noWords } from '../gru/no-words';
import { type GruWeights, gruWeightsFromList } from '../gru/weights/gru-weights';
import { PAD_ID } from '../text/special-tokens';
import { checkIds } from '../text/token-id-error';
import type { WordVectors } from '../vocabulary/word-vectors';
import { type CaptionEncoderArgs, checkedArgs } from './caption-encoder-args';
import { EncoderNotBuiltError } from './encoder-not-built-error';
import { addEncoderWeights, type EncoderWeights } from './encoder-weights';
import { checkWordInputs, inputVectors, type WordInputs } from './input-vectors';
import { checkTokenIds, idsShape, only, onlyMask } from './token-ids';

/** Arguments of a call besides the ids. */
interface CallArgs extends WordInputs {
  readonly mask?: Tensor | Tensor[];
}

/**
 * t = BiGRU(W_y w) (eqs. 1 to 3): token ids to the features of words in their context, as one layer. With `pretrainedDim`, the vector of
 * a word is the map of its pretrained vector plus a learned one, see `inputVectors`.
 *
 * Input `[B, N]`, the ids of `padBatch`, each below `vocabularySize`, int32 or float32; output `[B, N, units]`. An id 0, which is
 * `<pad>`, is not a word: its output is 0, also in a caption of nothing but padding. The layer passes this mask to the next layer, as
 * `Embedding` with `maskZero` does. A mask that the layer receives replaces the rule.
 *
 * The order of `getWeights` is: embeddings, forward GRU, backward GRU if there is one, each in the order of `listGruWeights`; with
 * pretrained vectors then kernel and bias of their map, and the vectors, which are not trainable.
 *
 * @throws InvalidOptionError for an unknown option or a wrong value.
 * @throws ShapeMismatchError for an input that is not `[B, N]`.
 * @throws TokenIdError for an id outside the vocabulary; on engines without a GPU.
 * @throws EncoderNotBuiltError if its weights would be created while a gradient is computed, as in `optimizer.minimize`.
 */
export class CaptionEncoder extends layers.Layer {
  /** @nocollapse */
  static readonly className = 'CaptionEncoder';

  readonly vocabularySize: number;
  readonly embeddingDim: number;
  readonly units: number;
  readonly resetAfter: boolean;
  readonly bidirectional: boolean;
  readonly pretrainedDim: number | undefined;
  readonly seed: number | undefined;
  private variables: EncoderWeights | undefined;

  constructor(args: CaptionEncoderArgs) {
    super(checkedArgs(args));
    this.vocabularySize = args.vocabularySize;
    this.embeddingDim = args.embeddingDim ?? 300;
    this.units = args.units ?? 2048;
    this.resetAfter = args.resetAfter ?? false;
    this.bidirectional = args.bidirectional ?? true;
    this.pretrainedDim = args.pretrainedDim;
    this.seed = args.seed;
    this.supportsMasking = true;
  }

  override build(inputShape: Shape | Shape[]): void {
    idsShape(inputShape);
    if (engine().state.gradientDepth > 0) {
      throw new EncoderNotBuiltError(this.name, 'optimizer.minimize trains only weights that exist before it');
    }
    const { vocabularySize, embeddingDim: inputDim, units, resetAfter, bidirectional, pretrainedDim, seed } = this;
    this.variables = addEncoderWeights(
      { vocabularySize, inputDim, units, resetAfter, bidirectional, pretrainedDim, seed },
      (name, shape, initializer, trainable) =>
        this.addWeight(name, shape, 'float32', initializer, undefined, trainable),
    );
    this.built = true;
  }

  /** @param kwargs `learned` and `unseen` of {@link WordInputs} besides the mask of Keras. */
  override call(inputs: Tensor | Tensor[], kwargs: CallArgs = {}): Tensor {
    const input = only(inputs);
    const [captions, steps] = idsShape(input.shape) as [number, number];
    const variables = this.builtVariables('call needs them');
    const { forward, backward } = variables;
    return tidy(() => {
      this.invokeCallHook(inputs, kwargs);
      const { resetAfter } = this;
      checkWordInputs(kwargs, [captions, steps], this.pretrainedDim);
      if (input.size === 0) {
        return noWords(
          [captions, steps, this.units],
          this.weights.map((variable) => variable.read()),
        );
      }
      checkTokenIds(input, this.vocabularySize + (kwargs.unseen?.shape[0] ?? 0));
      const ids = cast(input, 'int32') as Tensor2D;
      const words = inputVectors(ids, variables, kwargs);
      const mask = this.computeMask(ids, kwargs.mask) as Tensor2D;
      if (backward === undefined) return forwardGru(words, mask, gruOf(forward), { resetAfter });
      return bidirectionalGru(words, mask, { forward: gruOf(forward), backward: gruOf(backward) }, { resetAfter });
    });
  }

  override computeMask(inputs: Tensor | Tensor[], mask?: Tensor | Tensor[]): Tensor {
    return onlyMask(mask) ?? tidy(() => notEqual(only(inputs), PAD_ID));
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return [...idsShape(inputShape), this.units];
  }

  /**
   * Puts pretrained vectors into the rows of their words; the other rows stay unchanged.
   *
   * @throws {@link EncoderNotBuiltError} before the layer has weights.
   * @throws ShapeMismatchError for vectors of another dimension; TokenIdError for vectors of a larger vocabulary.
   */
  setWordVectors({ dimension, vectors }: WordVectors): void {
    const { vocabularySize, embeddingDim } = this;
    const { embeddings } = this.builtVariables('setWordVectors needs them');
    checkShape('A word vector', [dimension], [embeddingDim], 'Create the encoder with that number as embeddingDim.');
    checkIds([...vectors.keys()], 'the word vectors', vocabularySize);
    const unchanged = new Float32Array(vocabularySize).fill(1);
    const rows = new Float32Array(vocabularySize * embeddingDim);
    for (const [id, vector] of vectors) {
      unchanged[id] = 0;
      rows.set(vector, id * embeddingDim);
    }
    tidy(() => {
      const kept = mul(embeddings.read(), tensor2d(unchanged, [vocabularySize, 1]));
      embeddings.write(add(kept, tensor2d(rows, [vocabularySize, embeddingDim])));
    });
  }

  /**
   * Sets the pretrained vectors g of the vocabulary, which training does not change.
   *
   * @param rows `[vocabularySize, pretrainedDim]`, as `pretrainedRows` of `@rs-sam/text-encoder/pretrained` gives them.
   * @throws {@link EncoderNotBuiltError} before the layer has weights.
   * @throws InvalidOptionError for an encoder without `pretrainedDim`; ShapeMismatchError for another number of values.
   */
  setPretrainedVectors(rows: Float32Array): void {
    const { vocabularySize, pretrainedDim } = this;
    const { pretrained } = this.builtVariables('setPretrainedVectors needs them');
    if (pretrained === undefined || pretrainedDim === undefined) {
      throw new InvalidOptionError('pretrainedDim', undefined, 'the number of values in a pretrained vector');
    }
    const size = vocabularySize * pretrainedDim;
    checkShape('The pretrained vectors', [rows.length], [size], 'Make them with pretrainedRows for this vocabulary.');
    tidy(() => void pretrained.vectors.write(tensor2d(rows, [vocabularySize, pretrainedDim])));
  }

  override getConfig(): serialization.ConfigDict {
    const { vocabularySize, embeddingDim, units, resetAfter, bidirectional, pretrainedDim, seed } = this;
    const config = { ...super.getConfig(), vocabularySize, embeddingDim, units, resetAfter, bidirectional };
    return {
      ...config,
      ...(pretrainedDim !== undefined && { pretrainedDim }),
      ...(seed !== undefined && { seed }),
    };
  }

  private builtVariables(reason: string): EncoderWeights {
    if (this.variables === undefined) throw new EncoderNotBuiltError(this.name, reason);
    return this.variables;
  }
}
serialization.registerClass(CaptionEncoder);

function gruOf(variables: readonly LayerVariable[]): GruWeights {
  return gruWeightsFromList(variables.map((variable) => variable.read()));
}
