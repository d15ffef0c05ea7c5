import type { Shard } from '../store/feature-manifest';
import { ExtractionError } from './extraction-error';

/** A range of steps, the end excluded. */
export interface StepRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Steps ⌊(i − 1) · n / c⌋ … ⌊i · n / c⌋ of n: shard i of c. Whole steps, so that the shards hold the very runs of the network that
 * an undivided extraction makes, and merged give the same bytes.
 *
 * @throws {ExtractionError} where there is no such shard.
 */
export function shardSteps(steps: number, shard: Shard | null): StepRange {
  if (shard === null) return { start: 0, end: steps };
  const { index, count } = shard;
  if (!Number.isInteger(index) || !Number.isInteger(count) || index < 1 || index > count) {
    throw new ExtractionError(`There is no shard ${index} of ${count}. Shards are numbered from 1, as 3/16.`);
  }
  return { start: Math.floor(((index - 1) * steps) / count), end: Math.floor((index * steps) / count) };
}
