import type { PhraseShare } from './attention-share';

/** Prints the mean share of attention on named objects, compared with even attention. */
export function printShares(shares: readonly PhraseShare[]): string {
  if (shares.length === 0) return '  The model has no attention.';
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const share = mean(shares.map((one) => one.share));
  const chance = mean(shares.map((one) => one.chance));
  const above = shares.filter((one) => one.share > one.chance).length;
  return [
    `  Of the attention of a phrase that names objects, ${percent(share)} falls on their boxes;`,
    `  even attention would put ${percent(chance)} there (the part of the image that they cover): ${(share / chance).toFixed(2)} times chance.`,
    `  ${above} of ${shares.length} phrases are above chance.`,
  ].join('\n');
}

const percent = (part: number) => `${(100 * part).toFixed(1)} %`;
