import { checkLayerArgs, flag, integer, number, orNull } from '@rs-sam/foundation/options';
import { type AlignmentOptions, alignmentRules } from '../options/alignment-options';
import type { LayerArgs } from './layer-weights';

/** Arguments of `SemanticAlignment`. */
export interface SemanticAlignmentArgs extends AlignmentOptions, LayerArgs {
  /** Units of a linear projection of the regions to the words' depth, as in SCAN. Default null: none, the regions enter unchanged. */
  readonly projection?: number | null;
  /** Divide regions (after the projection) and words by their l2 norms first, as in SCAN. Default false. */
  readonly normalizeFeatures?: boolean;
  /** Refuse NaN and infinities by name and index, and warn of unmasked padding; it reads the scores. Default true. */
  readonly checkFinite?: boolean;
  /** Seed of the initial weights. Default: none. */
  readonly seed?: number;
}

const RULES = {
  ...alignmentRules,
  projection: orNull(integer(1), 'an integer of at least 1, or null for no projection'),
  normalizeFeatures: flag,
  checkFinite: flag,
  seed: number('a number'),
};

/**
 * The arguments, if they are valid.
 *
 * @throws InvalidOptionError
 */
export function checkedArgs(args: SemanticAlignmentArgs): SemanticAlignmentArgs {
  checkLayerArgs('SemanticAlignment', RULES, args, ['direction']);
  return args;
}
