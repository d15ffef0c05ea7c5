import { matching, positive, text } from '@rs-sam/foundation/options';

// The options of the charts, as `checkOptions` takes them.

/** The rules of `ChartFrame`. */
export const frameRules = {
  title: text('a title'),
  description: text('a sentence'),
  width: positive,
  height: positive,
};

export const namesRule = matching(
  'a list of names',
  (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
);

/** A list of series, each with a name and a list of values or points. */
export const seriesRule = (field: 'values' | 'points') =>
  matching(
    `a list of series, each with a name and ${field}`,
    (value) =>
      Array.isArray(value) && value.every((series) => typeof series?.name === 'string' && Array.isArray(series[field])),
  );

export const countsRule = matching(
  'a list of rows of numbers that are not negative',
  (value) => Array.isArray(value) && value.every((row) => Array.isArray(row) && row.every(isCount)),
);

function isCount(value: unknown): boolean {
  return Number.isFinite(value) && (value as number) >= 0;
}
