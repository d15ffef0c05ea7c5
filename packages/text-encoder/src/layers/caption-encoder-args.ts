import { checkLayerArgs, flag, integer, number } from '@rs-sam/foundation/options';
import type { layers } from '@tensorflow/tfjs-layers';

/** The arguments that every layer of tfjs-layers takes: `name`, `inputShape`, `trainable` and so on. */
export type LayerArgs = NonNullable<ConstructorParameters<typeof layers.Layer>[0]>;

export interface CaptionEncoderArgs extends LayerArgs {
  /** Integer > 0. Height of the embedding: `vocabulary.size`. */
  vocabularySize: number;
  /** Integer > 0. Numbers in a word vector. Default 300, as in the paper. */
  embeddingDim?: number;
  /** Integer > 0. Numbers in the feature of a word in its context. Default 2048, as in the paper. */
  units?: number;
  /** Whether the reset gate is applied after the recurrent product, as in cuDNN and PyTorch. Default false: Keras. */
  resetAfter?: boolean;
  /** Whether a second GRU reads the words backwards, and the two are averaged. Default true, as in eq. (3). VSE++ uses false. */
  bidirectional?: boolean;
  /** Integer > 0. Numbers in a pretrained vector, see `setPretrainedVectors`. Default: the words have learned vectors only. */
  pretrainedDim?: number;
  /** Makes the initial weights repeatable. Default: they differ from run to run. */
  seed?: number;
}

const RULES = {
  vocabularySize: integer(1),
  embeddingDim: integer(1),
  units: integer(1),
  resetAfter: flag,
  bidirectional: flag,
  pretrainedDim: integer(1),
  seed: number('a number'),
};

/**
 * The arguments, if they are valid.
 *
 * @throws InvalidOptionError
 */
export function checkedArgs(args: CaptionEncoderArgs): CaptionEncoderArgs {
  checkLayerArgs('CaptionEncoder', RULES, args, ['vocabularySize']);
  return withIdsShape(args);
}

/** As in tfjs' Embedding: a layer without an input shape takes captions of any length. */
export function withIdsShape<Args extends LayerArgs>(args: Args): Args {
  return args.inputShape || args.batchInputShape ? args : { ...args, batchInputShape: [args.batchSize ?? null, null] };
}
