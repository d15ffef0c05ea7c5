import { checkShape } from '@rs-sam/foundation/errors';
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
import { embeddingLookup } from './embedding-lookup';
import { EncoderNotBuiltError } from './encoder-not-built-error';
import { addEncoderWeights, type EncoderWeights } from './encoder-weights';
import { checkTokenIds, idsShape, only, onlyMask } from './token-ids';

/**
 * t = BiGRU(W_y w) (eqs. 1 to 3): token ids to the features of words in their context, as one layer.
 *
 * Input `[B, N]`, the ids of `padBatch`, each below `vocabularySize`, int32 or float32; output `[B, N, units]`. An id 0, which is
 * `<pad>`, is not a word: its output is 0, also in a caption of nothing but padding. The layer passes this mask to the next layer, as
 * `Embedding` with `maskZero` does. A mask that the layer receives replaces the rule.
 *
 * The order of `getWeights` is: embeddings, forward GRU, backward GRU if there is one, each in the order of `listGruWeights`.
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
  readonly seed: number | undefined;
  private variables: EncoderWeights | undefined;

  constructor(args: CaptionEncoderArgs) {
    super(checkedArgs(args));
    this.vocabularySize = args.vocabularySize;
    this.embeddingDim = args.embeddingDim ?? 300;
    this.units = args.units ?? 2048;
    this.resetAfter = args.resetAfter ?? false;
    this.bidirectional = args.bidirectional ?? true;
    this.seed = args.seed;
    this.supportsMasking = true;
  }

  override build(inputShape: Shape | Shape[]): void {
    idsShape(inputShape);
    if (engine().state.gradientDepth > 0) {
      throw new EncoderNotBuiltError(this.name, 'optimizer.minimize trains only weights that exist before it');
    }
    const { vocabularySize, embeddingDim: inputDim, units, resetAfter, bidirectional, seed } = this;
    this.variables = addEncoderWeights(
      { vocabularySize, inputDim, units, resetAfter, bidirectional, seed },
      (name, shape, initializer) => this.addWeight(name, shape, 'float32', initializer),
    );
    this.built = true;
  }

  override call(inputs: Tensor | Tensor[], kwargs: { readonly mask?: Tensor | Tensor[] } = {}): Tensor {
    const input = only(inputs);
    const [captions, steps] = idsShape(input.shape) as [number, number];
    const { embeddings, forward, backward } = this.builtVariables('call needs them');
    return tidy(() => {
      this.invokeCallHook(inputs, kwargs);
      const { resetAfter } = this;
      if (input.size === 0) {
        const variables = [embeddings, ...forward, ...(backward ?? [])];
        return noWords(
          [captions, steps, this.units],
          variables.map((variable) => variable.read()),
        );
      }
      checkTokenIds(input, this.vocabularySize);
      const ids = cast(input, 'int32') as Tensor2D;
      const words = embeddingLookup(embeddings.read() as Tensor2D, ids);
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

  override getConfig(): serialization.ConfigDict {
    const { vocabularySize, embeddingDim, units, resetAfter, bidirectional, seed } = this;
    const config = { ...super.getConfig(), vocabularySize, embeddingDim, units, resetAfter, bidirectional };
    return seed === undefined ? config : { ...config, seed };
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
