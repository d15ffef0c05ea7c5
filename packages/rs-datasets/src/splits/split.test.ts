import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../test/dataset-of';
import { formatSplit } from './format-split';
import { parseSplit } from './parse-split';
import { randomSplit } from './random-split';
import { applySplit, partOf, splitOf } from './split';
import { splitHash } from './split-hash';

describe('a split as data', () => {
  const dataset = datasetOf(10);
  const split = randomSplit(dataset, { seed: 'a' });

  it('is applied and read back', () => {
    const applied = applySplit(dataset, split);
    expect(partOf(applied, 'test').images.map(({ id }) => id)).toEqual(split.parts.test);
    expect(formatSplit(splitOf(applied))).toBe(formatSplit(split));
    expect(parseSplit(formatSplit(split), 'a.json')).toEqual(split);
  });

  it('does not fit a data set that lacks an image, nor itself when it names one twice', () => {
    expect(() => applySplit(datasetOf(3), split)).toThrow('which is not in the data set');
    expect(() => applySplit(dataset, { parts: { a: ['1.jpg'], b: ['1.jpg'] } })).toThrow('1.jpg in a and in b');
  });

  it('has a hash that depends on who is where, and on nothing else', async () => {
    const { train = [], test = [] } = split.parts;
    const same = { parts: { test: [...test].reverse(), train } };
    expect(await splitHash(same)).toBe(await splitHash(split));
    expect(await splitHash({ parts: { test: train, train: test } })).not.toBe(await splitHash(split));
    expect(await splitHash({ parts: { test: ['a'], train: ['b', 'c'] } })).toMatch(/^[0-9a-f]{64}$/);
  });
});
