import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { publicNames } from './public-names';
import { publishedPackages } from './published-packages';

const root = fileURLToPath(new URL('..', import.meta.url));
const LIMIT = 25;

/** Entries with a few more names, and why. */
const exceptions: Readonly<Record<string, number>> = {
  // A third are types of the events and of the lines in the log of metrics; five are of configurations, five copy and read checkpoints.
  '@rs-sam/training': 35,
  // Seven are types of parts of a result.
  '@rs-sam/evaluation': 27,
  // Nine are the contract that models of one's own fulfil; fourteen are of checkpoints, which training writes; six read captions.
  '@rs-sam/models': 37,
  // The scoring functions of the models, each with its options and weights.
  '@rs-sam/models/scores': 26,
  // Eleven are types, mostly of reports.
  '@rs-sam/retrieval-metrics': 28,
  // Each is a measure or a family of measures.
  '@rs-sam/retrieval-metrics/measures': 26,
  // Sixteen are types: of galleries, of queries and of what they answer.
  '@rs-sam/search': 31,
  // Half are types: options of what builds galleries, and what it reports.
  '@rs-sam/search/node': 28,
  // Six are errors, four belong to the kinds of irregularities.
  '@rs-sam/datasets': 26,
  // Twelve are errors.
  '@rs-sam/vision-features': 28,
  // Nine are errors; ten are of extractions without a store.
  '@rs-sam/vision-features/node': 41,
};

const entries = publishedPackages(root).flatMap((one) => publicNames(root, one));

it('finds the names, of types too', () => {
  const charts = entries.find(({ entry }) => entry === '@rs-sam/charts');
  expect(charts?.names).toEqual(expect.arrayContaining(['barChart', 'BarChartOptions', 'InvalidOptionError']));
});

describe.each(entries.map(({ entry, names }) => [entry, names] as const))('%s', (entry, names) => {
  it('exports no more names than a reader takes in', () => {
    expect(names.length).toBeLessThanOrEqual(exceptions[entry] ?? LIMIT);
  });

  it('exports each name once', () => {
    expect(names).toEqual([...new Set(names)]);
  });
});

it('has no exception that is not needed', () => {
  for (const name of Object.keys(exceptions)) {
    expect(entries.find(({ entry }) => entry === name)?.names.length, name).toBeGreaterThan(LIMIT);
  }
});
