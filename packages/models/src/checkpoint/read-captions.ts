import type { Vocabulary } from '@rs-sam/text-encoder';
import type {
  CaptionTokens,
  ExtendedVocabulary,
  PretrainedWords,
  ReadTokensOptions,
  TextNetwork,
} from '@rs-sam/text-encoder/pretrained';
import type { RetrievalModel } from '../contract/retrieval-model';
import { captionReader } from './caption-reader';
import type { WordFeatures } from './encode-captions';

/** From captions to the ids that a model takes, and what these stand for. */
export interface CaptionReader
  extends Pick<ExtendedVocabulary, 'encode' | 'wordsOf' | 'unseen' | 'substitutes'>,
    WordFeatures {
  readonly unseen: ExtendedVocabulary['unseen'];
}

/** A model with what it reads captions by. */
export interface CaptionModel {
  readonly model: RetrievalModel;
  readonly vocabulary: Vocabulary;
  /** The frozen text network of a model that has one. */
  readonly text?: TextNetwork | undefined;
}

/** Options of `readCaptions`. */
export interface ReadCaptionsOptions extends ReadTokensOptions {
  /** The table that the model was trained with, for words that it was not trained on; a model with a text network needs none. */
  readonly pretrained?: PretrainedWords | undefined;
}

/**
 * Reads captions as a model does: by its text network, if it has one, otherwise by its vocabulary, see `captionReader`. Every caption goes
 * this way to its score: `encodeCaptions(model, captions.map(reader.encode), reader)`, then `model.score`.
 *
 * @param captions all captions that the reader will encode.
 */
export async function readCaptions(
  loaded: CaptionModel,
  captions: Iterable<string>,
  { pretrained, ...options }: ReadCaptionsOptions = {},
): Promise<CaptionReader> {
  if (loaded.text === undefined) return captionReader(loaded, captions, pretrained);
  return tokenReader(await loaded.text.read(captions, options));
}

/** Captions by the tokens of a text network, which knows every word. */
export function tokenReader(tokens: CaptionTokens): CaptionReader {
  return {
    encode: (caption) => tokens.encode(caption),
    wordsOf: (caption) => tokens.wordsOf(caption),
    unseen: { words: [], rows: new Float32Array(), dimension: 0 },
    substitutes: [],
    tokens,
  };
}
