import { type Direction, InvalidOptionError, type ModelOption } from '@rs-sam/core';

/** Options of the SAM models; the defaults are the paper's printed values. */
export interface SamOptions {
  /** Units of a linear projection of the regions, and of the words that meet them; null: words as deep as the regions are. Default null. */
  readonly projection: number | null;
  /** Divide regions (after the projection) and words by their l2 norms. Default false. */
  readonly normalizeFeatures: boolean;
  /** α of eq. (8). Default 9. */
  readonly alpha: number;
  /** Default `relu`. */
  readonly clip: 'relu' | 'leaky';
  /** Default `regions`. */
  readonly normalizeOver: 'regions' | 'words';
  /** Default `sigmoid`. */
  readonly candidate: 'sigmoid' | 'tanh';
  /** False: ablation SAM-5. Default true. */
  readonly attention: boolean;
  /** False: ablation SAM-6. Default true. */
  readonly gate: boolean;
  /** Numbers in a word vector. Default 300. */
  readonly embeddingDim: number;
  /** Whether the GRU's reset gate is applied after the recurrent product. Default false. */
  readonly resetAfter: boolean;
  /** Share of the words' numbers that a training step drops. Default 0. */
  readonly wordDropout: number;
  /** Share of the regions' numbers that a training step drops. Default 0. */
  readonly regionDropout: number;
}

/** The paper's printed values. */
export const SAM_DEFAULTS: SamOptions & Readonly<Record<string, ModelOption>> = {
  projection: null,
  normalizeFeatures: false,
  alpha: 9,
  clip: 'relu',
  normalizeOver: 'regions',
  candidate: 'sigmoid',
  attention: true,
  gate: true,
  embeddingDim: 300,
  resetAfter: false,
  wordDropout: 0,
  regionDropout: 0,
};

const share = { holds: (value: ModelOption) => between(value, 0, 1) && value !== 1, are: 'a number from 0 to below 1' };
const flag = { holds: (value: ModelOption) => typeof value === 'boolean', are: 'true or false' };
const units = {
  holds: (value: ModelOption) => Number.isInteger(value) && Number(value) > 0,
  are: 'a whole number from 1 on',
};

/** What each option may be. */
const RULES: Readonly<Record<keyof SamOptions, { holds(value: ModelOption): boolean; readonly are: string }>> = {
  projection: { holds: (value) => value === null || units.holds(value), are: `${units.are}, or null for none` },
  normalizeFeatures: flag,
  alpha: { holds: (value) => between(value, 0, Number.MAX_VALUE), are: 'a number that is not negative' },
  clip: oneOf('relu', 'leaky'),
  normalizeOver: oneOf('regions', 'words'),
  candidate: oneOf('sigmoid', 'tanh'),
  attention: flag,
  gate: flag,
  embeddingDim: units,
  resetAfter: flag,
  wordDropout: share,
  regionDropout: share,
};

/**
 * The options with every default filled in.
 *
 * @throws InvalidOptionError for an option that SAM does not have, or a value it cannot take.
 */
export function resolveSamOptions(direction: Direction, options: Readonly<Record<string, ModelOption>>): SamOptions {
  for (const [name, value] of Object.entries(options)) {
    const rule = RULES[name as keyof SamOptions];
    if (rule === undefined) {
      throw new InvalidOptionError(name, value, `left out: sam-${direction} has ${Object.keys(RULES).join(', ')}`);
    }
    if (!rule.holds(value)) throw new InvalidOptionError(name, value, rule.are);
  }
  return { ...SAM_DEFAULTS, ...options };
}

function oneOf(...allowed: readonly string[]) {
  return {
    holds: (value: ModelOption) => allowed.includes(value as string),
    are: allowed.map((one) => `'${one}'`).join(' or '),
  };
}

function between(value: ModelOption, low: number, high: number): boolean {
  return typeof value === 'number' && value >= low && value <= high;
}
