import { InvalidArgumentError } from 'commander';
import { NONE } from '../program/none-value';

/** A whole number of at least `minimum`, and of at most `maximum` where there is one. */
export const wholeNumber =
  (minimum: number, maximum = Number.POSITIVE_INFINITY) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isSafeInteger(value) || value < minimum || value > maximum) {
      const range = maximum < Number.POSITIVE_INFINITY ? `from ${minimum} to ${maximum}` : `of at least ${minimum}`;
      throw new InvalidArgumentError(`Give a whole number ${range}.`);
    }
    return value;
  };

/** A number between 0 and 1, both excluded. */
export function fraction(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('Give a number between 0 and 1, such as 0.8.');
  return value;
}

/** A number above 0 and up to 1. */
export function shareOption(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError('Give a number above 0 and up to 1, such as 0.5.');
  return value;
}

/** A number. */
export function anyNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Give a number.');
  return value;
}

/** A number above 0. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('Give a number above 0, such as 0.0001.');
  return value;
}

/** A parser that also accepts `none`, for which `run` gets null, see `NONE`. */
export const orNone =
  <T>(parse: (text: string) => T) =>
  (text: string): T | typeof NONE =>
    text === 'none' ? NONE : parse(text);

/** `3/16`: shard 3 of 16. */
export function shardOption(text: string): { readonly index: number; readonly count: number } {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (!(shard.index >= 1 && shard.index <= shard.count)) {
    throw new InvalidArgumentError(
      'Give the number of the shard and the number of shards, as 3/16; shards are numbered from 1.',
    );
  }
  return shard;
}

/** A parser that collects the values of a flag that can be repeated; in the file of `--config` they are a list. */
export function collected(text: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, text];
}
