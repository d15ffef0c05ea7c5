import { flag, integer, nonNegative, oneOf, orNull, rate } from '@rs-sam/foundation/options';
import { textRules } from '../building-blocks/text-branch';
import { option } from '../contract/model-options';

/** Options of the SAM models; the defaults are the paper's printed values. */
export interface SamOptions {
  /** Units of a linear projection of the regions, and of the words; null: no projection, and words as deep as the regions. Default null. */
  readonly projection: number | null;
  /** Divide regions (after the projection) and words by their l2 norms. Default false. */
  readonly normalizeFeatures: boolean;
  /** α of eq. (8). Default 9. */
  readonly alpha: number;
  /** Default `relu`. */
  readonly clip: 'relu' | 'leaky';
  /** Default `regions`. */
  readonly normalizeOver: 'regions' | 'words';
  /** Default `sigmoid`. */
  readonly candidate: 'sigmoid' | 'tanh';
  /** False: ablation SAM-5. Default true. */
  readonly attention: boolean;
  /** False: ablation SAM-6. Default true. */
  readonly gate: boolean;
  /** Numbers in a word vector. Default 300. */
  readonly embeddingDim: number;
  /** Share of the words of a batch whose learned vector is dropped in training, for words that have a pretrained one too. Default 0.3. */
  readonly wordVectorDropout: number;
  /** Whether the GRU's reset gate is applied after the recurrent product. Default false. */
  readonly resetAfter: boolean;
  /** Dropout rate of the words in training. Default 0. */
  readonly wordDropout: number;
  /** Dropout rate of the regions in training. Default 0. */
  readonly regionDropout: number;
}

/** Each option with the paper's printed value as its default. */
export const samRules = {
  projection: option<number | null>(null, orNull(integer(1), 'an integer of at least 1, or null for none')),
  normalizeFeatures: option(false, flag),
  alpha: option(9, nonNegative),
  clip: option<SamOptions['clip']>('relu', oneOf(['relu', 'leaky'])),
  normalizeOver: option<SamOptions['normalizeOver']>('regions', oneOf(['regions', 'words'])),
  candidate: option<SamOptions['candidate']>('sigmoid', oneOf(['sigmoid', 'tanh'])),
  attention: option(true, flag),
  gate: option(true, flag),
  ...textRules,
  resetAfter: option(false, flag),
  wordDropout: option(0, rate),
  regionDropout: option(0, rate),
};
