import { InvalidArgumentError } from 'commander';

type Pair = readonly [number, number];

/** `0,3000`, or three of them for red, green and blue: `0,3000/0,2500/0,2000`. */
export function rangeOption(text: string): Pair | readonly [Pair, Pair, Pair] {
  const pairs = text.split('/').map(pair);
  const [first, second, third, ...more] = pairs;
  if (first !== undefined && pairs.length === 1) return first;
  if (first === undefined || second === undefined || third === undefined || more.length > 0) {
    throw new InvalidArgumentError('Give two numbers, as 0,3000, or three pairs, as 0,3000/0,2500/0,2000.');
  }
  return [first, second, third];
}

/** `2,98`: percentiles. */
export function stretchOption(text: string): Pair {
  const found = pair(text);
  if (found === undefined || found[0] < 0 || found[1] > 100) {
    throw new InvalidArgumentError('Give two percentiles from 0 to 100, as 2,98.');
  }
  return found;
}

/** Two numbers, the smaller one first; else undefined. */
function pair(text: string): Pair | undefined {
  const [, low, high] = /^\s*([-+.\de]+)\s*,\s*([-+.\de]+)\s*$/i.exec(text) ?? [];
  const found: Pair = [Number(low), Number(high)];
  return found[0] < found[1] && found.every(Number.isFinite) ? found : undefined;
}
