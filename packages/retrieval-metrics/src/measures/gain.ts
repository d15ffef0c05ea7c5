export const GAINS = ['binary', 'linear', 'exponential'] as const;

/** The gain of a relevant item: `binary` 1, `linear` its grade g, `exponential` 2^g − 1 (Burges et al. 2005). */
export type Gain = (typeof GAINS)[number];

/** The gain of a grade above 0. */
export function gainOf(grade: number, gain: Gain): number {
  if (gain === 'binary') return 1;
  return gain === 'linear' ? grade : 2 ** grade - 1;
}
