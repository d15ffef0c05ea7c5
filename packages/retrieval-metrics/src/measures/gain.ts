import { matching } from '@rs-sam/foundation/options';
import { InvalidOptionError } from '../errors';

export const GAINS = ['binary', 'linear', 'exponential'] as const;

/** The gain of some grades, as `{ 1: 3, 2: 9 }`; another grade is its own gain, as in ir_measures. */
export type GainsByGrade = Readonly<Record<number, number>>;

/** The gain of a relevant item: `binary` 1, `linear` its grade g, `exponential` 2^g − 1 (Burges et al. 2005), or a gain for each grade. */
export type Gain = (typeof GAINS)[number] | GainsByGrade;

/** A rule for the option `gain`. */
export const gainRule = (more: readonly string[] = []) => {
  const names = [...GAINS, ...more];
  return matching(
    `${names
      .map((name) => `'${name}'`)
      .join(', ')
      .replace(/, ([^,]*)$/, ' or $1')}, or an object of gains of at least 0 for grades above 0`,
    (value) => (typeof value === 'string' ? names.includes(value) : isGains(value)),
  );
};

function isGains(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return (
    entries.length > 0 && entries.every(([grade, gain]) => Number(grade) > 0 && Number.isFinite(gain) && gain >= 0)
  );
}

/** The gain of a grade above 0. Throws `InvalidOptionError` where it is infinite. */
export function gainOf(grade: number, gain: Gain): number {
  if (gain === 'binary') return 1;
  if (gain === 'linear') return grade;
  if (typeof gain === 'object') return Object.hasOwn(gain, grade) ? (gain[grade] as number) : grade;
  const value = 2 ** grade - 1;
  if (value === Number.POSITIVE_INFINITY) {
    throw new InvalidOptionError(
      'gain',
      gain,
      `another one for a grade of ${grade}: 2^${grade} is no number of a double`,
    );
  }
  return value;
}

/** A gain in the name of a measure: nothing for `usual`. */
export function gainName(gain: Gain | 'scaled', usual: Gain): string {
  if (gain === usual) return '';
  if (typeof gain === 'string') return gain;
  const pairs = Object.entries(gain).map(([grade, value]) => `${grade}:${value}`);
  return `gains={${pairs.join(',')}}`;
}
