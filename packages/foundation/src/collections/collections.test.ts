import { expect, it } from 'vitest';
import { countValues } from './count-values';
import { groupBy } from './group-by';

it('groups values by key, keys and values in the order of their first appearance', () => {
  const groups = groupBy(['beach', 'airport', 'bridge', 'harbour'], ([first]) => first);
  expect([...groups]).toEqual([
    ['b', ['beach', 'bridge']],
    ['a', ['airport']],
    ['h', ['harbour']],
  ]);
  expect(groupBy([], String).size).toBe(0);
});

it('counts values, those that name a property of every object too', () => {
  expect([...countValues(['sea', 'constructor', 'sea', '__proto__'])]).toEqual([
    ['sea', 2],
    ['constructor', 1],
    ['__proto__', 1],
  ]);
});
