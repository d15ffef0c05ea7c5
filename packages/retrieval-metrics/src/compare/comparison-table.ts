import type { MeasureReport } from '../ranking/evaluate-rankings';
import type { ResultTable } from '../tables/table';
import type { RunPair } from './run-pair';

/** The table of a comparison: a row for each run, a column for each measure. */
export function comparisonTable(
  reports: ReadonlyMap<string, readonly MeasureReport[]>,
  pairs: readonly RunPair[],
  options: { readonly baseline: string | undefined; readonly alpha: number; readonly decimals: number },
): ResultTable {
  const { baseline, alpha, decimals } = options;
  const runs = [...reports.keys()];
  const columns = (reports.get(runs[0] as string) ?? []).map(({ name }) => ({ name, decimals }));
  const markOf = (run: string, measure: string): string => {
    const own = pairs.filter((pair) => pair.measure === measure && (pair.a === run || pair.b === run));
    const found = own.filter(({ adjustedPValue }) => adjustedPValue < alpha);
    if (baseline !== undefined) {
      if (run === baseline || found.length === 0) return '';
      return found.some(({ adjustedPValue }) => adjustedPValue < alpha / 5) ? '‡' : '†';
    }
    const beaten = found.filter(({ a, difference }) => (a === run ? difference > 0 : difference < 0));
    return beaten.map(({ a, b }) => ` ${letterOf(runs.indexOf(a === run ? b : a))}`).join('');
  };
  const label = (run: string, i: number) => (baseline === undefined && runs.length > 1 ? `${letterOf(i)} ${run}` : run);
  return {
    columns,
    rows: runs.map((run, i) => ({
      name: label(run, i),
      values: (reports.get(run) ?? []).map(({ name, mean }) => ({ estimate: mean, mark: markOf(run, name) })),
    })),
  };
}

/** a, b, …, z, aa, ab, … */
function letterOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : `${letterOf(Math.floor(index / 26) - 1)}${letter}`;
}
