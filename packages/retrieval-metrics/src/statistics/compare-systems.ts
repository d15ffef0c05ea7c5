import { OptionError } from '../errors';
import { adjustPValues, type Correction } from './adjust-p-values';
import { pairedTTest } from './paired-t-test';
import { type RandomisationOptions, randomisationTest } from './randomisation-test';

/** A system's values of one measure, one a query, the same queries for every system. */
export interface System {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

export interface CompareOptions extends RandomisationOptions {
  /** Compare every other system with this one; without it every pair is compared. */
  readonly baseline?: string;
  /** Default `randomisation`. */
  readonly test?: 'randomisation' | 't';
  /** Over all the comparisons made. Default `holm`. */
  readonly correction?: Correction;
}

export interface SystemComparison {
  readonly a: string;
  readonly b: string;
  /** mean(a) − mean(b). */
  readonly difference: number;
  readonly pValue: number;
  readonly adjustedPValue: number;
}

/** Paired tests between many systems, corrected for their number. Throws `ShapeError`, and `OptionError` for an unknown baseline. */
export function compareSystems(
  systems: readonly System[],
  { baseline, test = 'randomisation', correction = 'holm', ...randomisation }: CompareOptions = {},
): SystemComparison[] {
  const base = systems.find(({ name }) => name === baseline);
  if (baseline !== undefined && base === undefined) {
    throw new OptionError('baseline', baseline, `one of ${systems.map(({ name }) => name).join(', ')}`);
  }
  const pairs = base
    ? systems.filter((system) => system !== base).map((system) => [system, base] as const)
    : systems.flatMap((a, i) => systems.slice(i + 1).map((b) => [a, b] as const));
  const results = pairs.map(([a, b]) =>
    test === 't' ? pairedTTest(a.values, b.values) : randomisationTest(a.values, b.values, randomisation),
  );
  const adjusted = adjustPValues(
    results.map(({ pValue }) => pValue),
    correction,
  );
  return pairs.map(([a, b], i) => {
    const { difference, pValue } = results[i] as { difference: number; pValue: number };
    return { a: a.name, b: b.name, difference, pValue, adjustedPValue: adjusted[i] as number };
  });
}
