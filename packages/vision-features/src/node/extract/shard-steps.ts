import { InvalidOptionError } from '@rs-sam/foundation/errors';
import type { Shard } from '../store/feature-manifest';

/** A range of steps, the end excluded. */
export interface StepRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Steps ⌊(i − 1) · n / c⌋ … ⌊i · n / c⌋ of n: shard i of c. Whole steps, so that the shards have the same runs of the network
 * as an undivided extraction, and their merge has the same bytes.
 *
 * @throws {InvalidOptionError} where there is no such shard.
 */
export function shardSteps(steps: number, shard: Shard | null): StepRange {
  if (shard === null) return { start: 0, end: steps };
  const { index, count } = shard;
  if (!Number.isInteger(index) || !Number.isInteger(count) || index < 1 || index > count) {
    throw new InvalidOptionError('shard', shard, 'an index from 1 to count, as { index: 3, count: 16 }');
  }
  return { start: Math.floor(((index - 1) * steps) / count), end: Math.floor((index * steps) / count) };
}
