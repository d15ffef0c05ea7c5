import { formatPercent } from '../../output/format-count';
import type { PhraseShare } from './attention-share';

/** The attention of all phrases together. */
interface ShareSummary {
  readonly phrases: number;
  /** Phrases whose share is above chance. */
  readonly above: number;
  /** Mean over the phrases; null without phrases. */
  readonly share: number | null;
  readonly chance: number | null;
}

export function summariseShares(shares: readonly PhraseShare[]): ShareSummary {
  const mean = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    phrases: shares.length,
    above: shares.filter(({ share, chance }) => share > chance).length,
    share: mean(shares.map(({ share }) => share)),
    chance: mean(shares.map(({ chance }) => chance)),
  };
}

/** The mean share of attention on named objects, compared with even attention. */
export function formatShares({ phrases, above, share, chance }: ShareSummary): string[] {
  if (share === null || chance === null) return ['The model has no attention.'];
  return [
    `Of the attention of a phrase that names objects, ${formatPercent(share)} falls on their boxes;`,
    `even attention would put ${formatPercent(chance)} there (the part of the image that they cover): ${(share / chance).toFixed(2)} times chance.`,
    `${above} of ${phrases} phrases are above chance.`,
  ];
}
