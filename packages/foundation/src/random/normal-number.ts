import type { Random } from './seeded-random';

/** A normal number of mean 0 and variance 1 from two uniform ones: G. Box and M. Muller, Annals of Mathematical Statistics 29 (1958). */
export function normalNumber(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
