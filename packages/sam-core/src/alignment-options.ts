import { InvalidOptionError } from './errors';

/** Which side attends: `i2t` regions attend to words (eqs. 5–12), `t2i` words attend to regions (eqs. 13–17). */
export type Direction = 'i2t' | 't2i';

/** How a pair is attended and gated. Every field has the paper's own value as its default. */
export interface AlignmentOptions {
  /** Which side attends. */
  readonly direction: Direction;
  /** Inverse temperature α of the softmax, eq. (8). Default 9. */
  readonly alpha?: number;
  /** What becomes of negative similarities: `relu`, eq. (7), or `leaky` with slope 0.1, as SCAN's code has it. Default `relu`. */
  readonly clip?: 'relu' | 'leaky';
  /** Over which axis eq. (6) normalises: `regions`, as printed, or `words`, as SCAN's code does for t2i. Default `regions`. */
  readonly normalizeOver?: 'regions' | 'words';
  /** Activation of the new memory cell, eqs. (11) and (16): `sigmoid`, as printed, or `tanh`, as in a GRU. Default `sigmoid`. */
  readonly candidate?: 'sigmoid' | 'tanh';
  /** False attends evenly: the mean of the context (ablation SAM-5). Default true. */
  readonly attention?: boolean;
  /** False leaves the features as they are: f̃ = f (ablation SAM-6). Default true. */
  readonly gate?: boolean;
}

/** `AlignmentOptions` with every default filled in. */
export type ResolvedAlignmentOptions = Required<AlignmentOptions>;

/**
 * Fills in the defaults.
 *
 * @throws InvalidOptionError names the option, its value and what it may be.
 */
export function resolveAlignmentOptions(options: AlignmentOptions): ResolvedAlignmentOptions {
  const resolved: ResolvedAlignmentOptions = {
    direction: options.direction,
    alpha: options.alpha ?? 9,
    clip: options.clip ?? 'relu',
    normalizeOver: options.normalizeOver ?? 'regions',
    candidate: options.candidate ?? 'sigmoid',
    attention: options.attention ?? true,
    gate: options.gate ?? true,
  };
  oneOf('direction', resolved.direction, ['i2t', 't2i']);
  oneOf('clip', resolved.clip, ['relu', 'leaky']);
  oneOf('normalizeOver', resolved.normalizeOver, ['regions', 'words']);
  oneOf('candidate', resolved.candidate, ['sigmoid', 'tanh']);
  if (!(Number.isFinite(resolved.alpha) && resolved.alpha >= 0)) {
    throw new InvalidOptionError('alpha', resolved.alpha, 'a number that is not negative');
  }
  return resolved;
}

/** @throws InvalidOptionError unless the value is one of those. */
export function oneOf(option: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) {
    throw new InvalidOptionError(option, value, allowed.map((one) => `'${one}'`).join(' or '));
  }
}
