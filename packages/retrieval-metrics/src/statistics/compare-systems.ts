import { checkOptions, listed, oneOf, text } from '@rs-sam/foundation/options';
import { InvalidOptionError } from '../errors';
import { adjustPValues, CORRECTIONS, type Correction } from './adjust-p-values';
import { pairedDifferences } from './paired';
import { testDifferences } from './paired-t-test';
import { type RandomisationOptions, randomisationRules, randomiseDifferences } from './randomisation-test';

/** The values of one measure for one system: one per query, the same queries for every system. */
export interface System {
  readonly name: string;
  readonly values: ArrayLike<number>;
}

export interface CompareOptions extends RandomisationOptions {
  /** The system that every other one is compared with. Default: every pair is compared. */
  readonly baseline?: string;
  /** Default `randomisation`. */
  readonly test?: 'randomisation' | 't';
  /** For the number of comparisons. Default `holm`. */
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

const rules = {
  ...randomisationRules,
  baseline: text('the name of a system'),
  test: oneOf(['randomisation', 't']),
  correction: oneOf(CORRECTIONS),
};

/**
 * Paired tests between many systems, corrected for their number. Throws as `randomisationTest`; the messages have the name of the system.
 */
export function compareSystems(systems: readonly System[], options: CompareOptions = {}): SystemComparison[] {
  checkOptions('compareSystems', rules, options);
  const { baseline, test = 'randomisation', correction = 'holm', ...randomisation } = options;
  const twice = systems.find(({ name }, i) => systems.findIndex((system) => system.name === name) !== i);
  if (twice) throw new InvalidOptionError('name of a system', twice.name, 'different from those of the other systems');
  const base = systems.find(({ name }) => name === baseline);
  if (baseline !== undefined && base === undefined) {
    throw new InvalidOptionError('baseline', baseline, listed(systems.map(({ name }) => name)));
  }
  const pairs = base
    ? systems.filter((system) => system !== base).map((system) => [system, base] as const)
    : systems.flatMap((a, i) => systems.slice(i + 1).map((b) => [a, b] as const));
  const results = pairs.map(([a, b]) => {
    const differences = pairedDifferences(a.values, b.values, [`system ${a.name}`, `system ${b.name}`]);
    return test === 't' ? testDifferences(differences) : randomiseDifferences(differences, randomisation);
  });
  const adjusted = adjustPValues(
    results.map(({ pValue }) => pValue),
    correction,
  );
  return pairs.map(([a, b], i) => {
    const { difference, pValue } = results[i] as { difference: number; pValue: number };
    return { a: a.name, b: b.name, difference, pValue, adjustedPValue: adjusted[i] as number };
  });
}
