import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { matching } from '@rs-sam/foundation/options';
import type { ColourRange, Percentiles } from './colour-range';

const isPair = (value: unknown, lowest: number, highest: number): boolean =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every((one) => typeof one === 'number' && Number.isFinite(one) && one >= lowest && one <= highest) &&
  value[0] < value[1];

const isRange = (value: unknown): boolean => isPair(value, -Number.MAX_VALUE, Number.MAX_VALUE);

/** The rules of the options `range` and `stretch`. */
export const colourRangeRules = {
  range: matching(
    '[min, max] with min < max, three such pairs for red, green and blue, or null',
    (value) => value === null || isRange(value) || (Array.isArray(value) && value.length === 3 && value.every(isRange)),
  ),
  stretch: matching(
    'two percentiles from 0 to 100, as [2, 98], or null',
    (value) => value === null || isPair(value, 0, 100),
  ),
};

/** @throws {InvalidOptionError} where both are given. */
export function checkColourRange(options: {
  readonly range?: ColourRange | null | undefined;
  readonly stretch?: Percentiles | null | undefined;
}): void {
  if ((options.range ?? null) !== null && (options.stretch ?? null) !== null) {
    throw new InvalidOptionError('stretch', options.stretch, 'null where range is given');
  }
}
