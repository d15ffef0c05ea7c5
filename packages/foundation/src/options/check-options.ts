import * as v from 'valibot';
import { InvalidOptionError } from '../errors/invalid-option-error';
import { listed } from './rules';

/** A rule for each option by its name. */
export type OptionRules = Readonly<Record<string, v.GenericSchema>>;

/** One option that is wrong. */
export interface OptionProblem {
  /** With its place in a nested object, as `decay.factor`. */
  readonly option: string;
  readonly value: unknown;
  /** The end of the sentence "it must be …". */
  readonly expected: string;
}

/**
 * Checks the options of a call at run time: plain JavaScript, JSON and command lines can get both names and values wrong. An option
 * whose value is undefined counts as left out.
 *
 * @param where the function or class that takes them, for the message.
 * @param required names of the options that cannot be left out.
 * @throws InvalidOptionError for a value that the rule does not accept, and for a name that has no rule.
 */
export function checkOptions(
  where: string,
  rules: OptionRules,
  options: unknown,
  required: readonly string[] = [],
): void {
  const [first] = optionProblems(where, rules, options, required);
  if (first !== undefined) throw new InvalidOptionError(first.option, first.value, first.expected);
}

/** Every option that is wrong, in the order of the options. */
export function optionProblems(
  where: string,
  rules: OptionRules,
  options: unknown,
  required: readonly string[] = [],
): OptionProblem[] {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    return [{ option: `options of ${where}`, value: options, expected: 'an object' }];
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const names = new Set(given.map(([option]) => option));
  const absent = required.filter((option) => !names.has(option)).map((option) => [option, undefined] as const);
  return [...given, ...absent].flatMap(([option, value]) => {
    const rule = Object.hasOwn(rules, option) ? rules[option] : undefined;
    if (rule === undefined) return [{ option, value, expected: leftOut(where, rules) }];
    const result = v.safeParse(rule, value);
    if (result.success) return [];
    const [issue] = result.issues;
    const path = v.getDotPath(issue);
    return [{ option: path === null ? option : `${option}.${path}`, value: issue.input, expected: issue.message }];
  });
}

function leftOut(where: string, rules: OptionRules): string {
  const names = Object.keys(rules);
  return `left out: ${where} has ${names.length === 0 ? 'no options' : `the options ${names.join(', ')}`}`;
}

/** @throws InvalidOptionError unless the value is one of those. */
export function checkOneOf(option: string, value: unknown, allowed: readonly string[]): void {
  if (!(allowed as readonly unknown[]).includes(value)) throw new InvalidOptionError(option, value, listed(allowed));
}
