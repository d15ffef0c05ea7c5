export { checkOneOf, checkOptions, type OptionProblem, type OptionRules, optionProblems } from './check-options';
export { checkLayerArgs, layerArgRules } from './layer-args';
export {
  abortSignal,
  callback,
  flag,
  integer,
  listed,
  listOf,
  matching,
  nonNegative,
  number,
  object,
  oneOf,
  orNull,
  positive,
  rate,
  seed,
  share,
  text,
} from './rules';
