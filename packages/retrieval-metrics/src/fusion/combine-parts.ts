import { addScores } from './add-scores';

/** How the scores that an item has in the runs become one. */
export const COMBINATIONS = {
  combsum: sum,
  combmnz: (parts) => sum(parts) * parts.length,
  combanz: (parts) => sum(parts) / parts.length,
  combmax: (parts) => parts.reduce((a, b) => Math.max(a, b)),
  combmin: (parts) => parts.reduce((a, b) => Math.min(a, b)),
  combmed: median,
} satisfies Readonly<Record<string, (parts: readonly number[]) => number>>;

function sum(parts: readonly number[]): number {
  return parts.reduce(addScores);
}

function median(parts: readonly number[]): number {
  const sorted = Float64Array.from(parts).sort();
  const upper = sorted[sorted.length >> 1] as number;
  if (sorted.length % 2 === 1) return upper;
  const lower = sorted[(sorted.length >> 1) - 1] as number;
  return addScores(lower / 2, upper / 2);
}
