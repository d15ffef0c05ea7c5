import { checkOptions } from '@rs-sam/foundation/options';
import type { GenericSchema } from 'valibot';
import type { ModelOption } from './retrieval-model';

/** One option of a model: its default and the rule for its values. */
export interface ModelOptionRule<T extends ModelOption = ModelOption> {
  readonly default: T;
  readonly rule: GenericSchema<unknown, unknown>;
}

/** The options of a model by name. */
export type ModelOptionRules = Readonly<Record<string, ModelOptionRule>>;

/** The values of a model's options. */
export type OptionsOf<R> = { readonly [K in keyof R]: R[K] extends ModelOptionRule<infer T> ? T : never };

/** An option with its default; `rule` accepts a value of the same type. */
export function option<T extends ModelOption>(byDefault: T, rule: GenericSchema<T, unknown>): ModelOptionRule<T> {
  return { default: byDefault, rule: rule as GenericSchema<unknown, unknown> };
}

/** The default of every option. */
export function defaultsOf<R extends ModelOptionRules>(rules: R): OptionsOf<R> {
  return mapped(rules, ({ default: value }) => value) as OptionsOf<R>;
}

/**
 * The options with their defaults.
 *
 * @param model its name, for errors.
 * @throws InvalidOptionError for an option that the model does not have, or a value it cannot take.
 */
export function resolveModelOptions<R extends ModelOptionRules>(
  model: string,
  rules: R,
  given: Readonly<Record<string, ModelOption>>,
): OptionsOf<R> {
  checkOptions(
    model,
    mapped(rules, ({ rule }) => rule),
    given,
  );
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaultsOf(rules), ...Object.fromEntries(present) };
}

function mapped<R extends ModelOptionRules, T>(rules: R, f: (rule: ModelOptionRule) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, f(rule)]));
}
