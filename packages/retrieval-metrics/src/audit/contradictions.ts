import { DIRECTIONS, type Direction } from '../cross-modal/directions';
import type { PublishedDirection, PublishedRow } from './published-table';

/** A printed figure that contradicts other figures of its row. */
export interface Contradiction {
  readonly row: string;
  /** Absent for R@sum, which belongs to both directions. */
  readonly direction?: Direction;
  readonly kind: 'median-rank' | 'mean-rank' | 'recall-order' | 'recall-sum';
  readonly explanation: string;
}

/**
 * The contradictions within a row, beyond rounding (half a unit of the last decimal):
 * - `recall-order`: R@K falls as K grows
 * - `median-rank`: R@K > 50 implies MedR ≤ K, and R@K < 50 implies MedR > K
 * - `mean-rank`: a query outside the first K ranks at K + 1 at best, so MeanR ≥ 1 + Σ_K (K − K') (100 − R@K) / 100, K' the previous cut-off
 * - `recall-sum`: R@sum is not the sum of the recalls
 */
export function contradictionsOf(row: PublishedRow, decimals: number): Contradiction[] {
  const unit = 10 ** -decimals;
  const found: Contradiction[] = DIRECTIONS.flatMap((direction) =>
    withinDirection(row[direction], unit).map((c) => ({ row: row.name, direction, ...c })),
  );
  const recalls = DIRECTIONS.flatMap((direction) => Object.values(row[direction].recall));
  const sum = recalls.reduce((a, b) => a + b, 0);
  if (row.recallSum !== undefined && Math.abs(sum - row.recallSum) > ((recalls.length + 1) / 2) * unit + 1e-9) {
    const explanation = `R@sum is printed as ${row.recallSum} and the recalls sum to ${sum.toFixed(decimals)}`;
    found.push({ row: row.name, kind: 'recall-sum', explanation });
  }
  return found;
}

function withinDirection(
  { recall, medianRank, meanRank }: PublishedDirection,
  unit: number,
): Pick<Contradiction, 'kind' | 'explanation'>[] {
  const found: Pick<Contradiction, 'kind' | 'explanation'>[] = [];
  const cutoffs = Object.entries(recall).map(([k, value]) => [Number(k), value] as const);
  let lowest = 1;
  cutoffs.forEach(([k, value], i) => {
    const next = cutoffs[i + 1];
    if (next && next[1] < value - unit) {
      found.push({ kind: 'recall-order', explanation: `R@${next[0]} ${next[1]} is below R@${k} ${value}` });
    }
    if (medianRank !== undefined && value > 50 + unit / 2 && medianRank > k) {
      found.push({ kind: 'median-rank', explanation: `MedR ${medianRank} > ${k} although R@${k} is ${value} > 50` });
    }
    if (medianRank !== undefined && value < 50 - unit / 2 && medianRank <= k) {
      found.push({ kind: 'median-rank', explanation: `MedR ${medianRank} ≤ ${k} although R@${k} is ${value} < 50` });
    }
    const previous = cutoffs[i - 1]?.[0] ?? 0;
    lowest += ((k - previous) * Math.max(0, 100 - value - unit / 2)) / 100;
  });
  if (meanRank !== undefined && meanRank < lowest - unit / 2 - 1e-9) {
    found.push({
      kind: 'mean-rank',
      explanation: `MeanR ${meanRank} is below the ${lowest.toFixed(2)} that the recalls allow`,
    });
  }
  return found;
}
