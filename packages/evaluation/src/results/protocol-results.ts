import { type CrossModalIntervals, type CrossModalReport, crossModalIntervals, type DirectionIntervals, type DirectionReport, evaluateCrossModal, type ProtocolName, type Relevance, type Scores, type TiePolicy } from '@rs-sam/retrieval-metrics';
import { classPerfectLine } from '@rs-sam/retrieval-metrics/bounds';
import type { Interval } from '@rs-sam/retrieval-metrics/statistics';
import type { DirectionResult, ProtocolIntervals, ProtocolResult } from './evaluation-result';

const PROTOCOLS: readonly ProtocolName[] = ['standard', 'paper'];

/** Both protocols on the same scores. */
export function protocolResults(
  scores: Scores,
  relevance: Relevance,
  ties: TiePolicy,
): Record<ProtocolName, ProtocolResult> {
  return byProtocol((protocol) => {
    const report = evaluateCrossModal(scores, relevance, { protocol, ties });
    return { ...figures(report), intervals: intervalsOf(crossModalIntervals(report)) };
  });
}

/** The class-perfect line under both protocols; null if an image has no class. */
export function classPerfectResults(
  classNames: readonly (string | null)[],
  owners: ArrayLike<number>,
): Record<ProtocolName, Omit<ProtocolResult, 'intervals'>> | null {
  const known = classNames.filter((name) => name !== null);
  if (known.length < classNames.length) return null;
  return byProtocol((protocol) => figures(classPerfectLine(known, owners, { protocol })));
}

function byProtocol<T>(result: (protocol: ProtocolName) => T): Record<ProtocolName, T> {
  return Object.fromEntries(PROTOCOLS.map((protocol) => [protocol, result(protocol)])) as Record<ProtocolName, T>;
}

function figures(report: CrossModalReport): Omit<ProtocolResult, 'intervals'> {
  const { protocol, imageToText, textToImage, recallSum, meanRecall } = report;
  return {
    description: protocol.description,
    imageToText: directionOf(imageToText),
    textToImage: directionOf(textToImage),
    recallSum,
    meanRecall,
  };
}

function directionOf({ queries, gallery, recall, medianRank, meanRank }: DirectionReport): DirectionResult {
  return { queries, gallery, recall, medianRank, meanRank };
}

function intervalsOf({ imageToText, textToImage, recallSum, meanRecall }: CrossModalIntervals): ProtocolIntervals {
  const range = ({ low, high }: Interval): [number, number] => [low, high];
  const direction = ({ recall, meanRank }: DirectionIntervals) => ({
    recall: Object.fromEntries(Object.entries(recall).map(([k, interval]) => [k, range(interval)])),
    meanRank: range(meanRank),
  });
  return {
    confidence: meanRecall.confidence,
    imageToText: direction(imageToText),
    textToImage: direction(textToImage),
    recallSum: range(recallSum),
    meanRecall: range(meanRecall),
  };
}
