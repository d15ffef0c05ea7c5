import { checkOptions, oneOf } from '@rs-sam/foundation/options';
import { cutoffsRule, emptyRule, tiesRule } from '../option-rules';
import type { Relevance } from '../relevance';
import type { Scores } from '../scores';
import type { EmptyPolicy, TiePolicy } from '../tie-policy';
import { countFirstRanks } from './count-first-ranks';
import { type DirectionReport, directionReport } from './direction-report';
import type { FirstRanks } from './first-ranks';
import { PROTOCOLS, type ProtocolName, textQueries } from './protocol';

export interface CrossModalOptions {
  /** The cut-offs of R@K. Default 1, 5, 10. */
  readonly ks?: readonly number[];
  /** Default `expected`. */
  readonly ties?: TiePolicy;
  /** Default `standard`. */
  readonly protocol?: ProtocolName;
  /** Default `error`. */
  readonly empty?: EmptyPolicy;
}

/** Both directions of cross-modal retrieval. Percentages run from 0 to 100, ranks from 1. */
export interface CrossModalReport {
  /** The protocol by name, and in words with its query and gallery counts. */
  readonly protocol: { readonly name: ProtocolName; readonly description: string };
  readonly ties: TiePolicy;
  readonly imageToText: DirectionReport;
  readonly textToImage: DirectionReport;
  /** R@sum = Σ_K (I2T R@K + T2I R@K); at most 600 with three cut-offs. */
  readonly recallSum: number;
  /** mR = R@sum / (number of recalls in the sum). */
  readonly meanRecall: number;
}

/** The rules of {@link CrossModalOptions} without `ties`. */
export const reportRules = { ks: cutoffsRule, protocol: oneOf(PROTOCOLS), empty: emptyRule };

/**
 * R@K, MedR, MeanR, R@sum and mR in both directions. The rows of the scores are images, the columns captions; the relevance lists
 * the captions of each image.
 *
 * One pass over the rows where `scores.at` exists, otherwise two (the first reads the relevant scores). Nothing is sorted. Time
 * O(rows · columns), memory O(rows + columns + relevant pairs).
 *
 * Throws `NotANumberError` with the position of a NaN, `EmptyRelevanceError` under `empty: 'error'`, `SizeMismatchError`,
 * `UnstableScoreError` and `InvalidOptionError`.
 * Source: eq. 19 of Cheng et al., IEEE JSTARS 14 (2021); the protocols of VSE++ (Faghri et al., BMVC 2018).
 */
export function evaluateCrossModal(
  scores: Scores,
  relevance: Relevance,
  options: CrossModalOptions = {},
): CrossModalReport {
  checkOptions('evaluateCrossModal', { ...reportRules, ties: tiesRule }, options);
  const { ties = 'expected' } = options;
  const { ofRows, ofColumns } = countFirstRanks(scores, relevance, ties);
  return crossModalReport(ofRows, ofColumns, relevance, { ...options, ties });
}

/** The report of first ranks that are already counted. */
export function crossModalReport(
  ofImages: FirstRanks,
  ofCaptions: FirstRanks,
  relevance: Relevance,
  { ks = [1, 5, 10], ties = 'expected', protocol = 'standard', empty = 'error' }: CrossModalOptions,
): CrossModalReport {
  const imageToText = directionReport(ofImages, relevance.items, ks, empty);
  const textToImage = directionReport(ofCaptions, relevance.queries, ks, empty, textQueries(protocol, relevance));
  // #region eq-19
  const recallSum = ks.reduce(
    (sum, k) => sum + (imageToText.recall[k] as number) + (textToImage.recall[k] as number),
    0,
  );
  // #endregion eq-19
  const textQuery = protocol === 'standard' ? 'every caption' : 'the first caption of each image';
  return {
    protocol: {
      name: protocol,
      description:
        `image to text: ${imageToText.queries} image queries, ${imageToText.gallery} captions in the gallery, any caption of the image is a hit; ` +
        `text to image: ${textQuery} is a query, ${textToImage.queries} queries, ${textToImage.gallery} images in the gallery`,
    },
    ties,
    imageToText,
    textToImage,
    recallSum,
    meanRecall: recallSum / (2 * ks.length),
  };
}
