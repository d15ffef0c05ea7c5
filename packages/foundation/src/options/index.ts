export { checkOneOf, checkOptions, type OptionProblem, type OptionRules, optionProblems } from './check-options';
export { flag, integer, listed, nonNegative, number, oneOf, orNull, positive, rate, share, text } from './rules';
