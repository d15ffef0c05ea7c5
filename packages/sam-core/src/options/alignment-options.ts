import { checkOneOf, checkOptions, flag, nonNegative, type OptionRules, oneOf } from '@rs-sam/foundation/options';

/** Every value of `Direction`. */
export const DIRECTIONS = ['i2t', 't2i'] as const;

/** Which side attends: `i2t` regions attend to words (eqs. 5–12), `t2i` words attend to regions (eqs. 13–17). */
export type Direction = (typeof DIRECTIONS)[number];

/** How a pair is attended and gated. The default of every field is the value in the paper. */
export interface AlignmentOptions {
  /** Which side attends. */
  readonly direction: Direction;
  /** Inverse temperature α of the softmax, eq. (8). Default 9. */
  readonly alpha?: number;
  /** What happens to negative similarities: `relu`, eq. (7), or `leaky` with slope 0.1, as in SCAN's code. Default `relu`. */
  readonly clip?: 'relu' | 'leaky';
  /** The axis over which eq. (6) normalises: `regions`, as printed, or `words`, as in SCAN's code for t2i. Default `regions`. */
  readonly normalizeOver?: 'regions' | 'words';
  /** Activation of the new memory cell, eqs. (11) and (16): `sigmoid`, as printed, or `tanh`, as in a GRU. Default `sigmoid`. */
  readonly candidate?: 'sigmoid' | 'tanh';
  /** False attends evenly: the mean of the context (ablation SAM-5). Default true. */
  readonly attention?: boolean;
  /** False leaves the features unchanged: f̃ = f (ablation SAM-6). Default true. */
  readonly gate?: boolean;
}

/** `AlignmentOptions` with every default filled in. */
export type ResolvedAlignmentOptions = Required<AlignmentOptions>;

/** The rule of each option. */
export const alignmentRules = {
  direction: oneOf(DIRECTIONS),
  alpha: nonNegative,
  clip: oneOf(['relu', 'leaky']),
  normalizeOver: oneOf(['regions', 'words']),
  candidate: oneOf(['sigmoid', 'tanh']),
  attention: flag,
  gate: flag,
} satisfies OptionRules;

/**
 * Checks the options of a call and fills in the defaults.
 *
 * @param where the function that takes them, for the message.
 * @param more the rules of its other options.
 * @throws InvalidOptionError gives the option, its value and the accepted values.
 */
export function checkAlignmentOptions(
  where: string,
  options: AlignmentOptions,
  more: OptionRules = {},
): ResolvedAlignmentOptions {
  checkOptions(where, { ...alignmentRules, ...more }, options);
  checkOneOf('direction', options.direction, DIRECTIONS);
  return withDefaults(options);
}

/** The alignment options with their defaults, without other options. */
export function withDefaults(options: AlignmentOptions): ResolvedAlignmentOptions {
  return {
    direction: options.direction,
    alpha: options.alpha ?? 9,
    clip: options.clip ?? 'relu',
    normalizeOver: options.normalizeOver ?? 'regions',
    candidate: options.candidate ?? 'sigmoid',
    attention: options.attention ?? true,
    gate: options.gate ?? true,
  };
}
