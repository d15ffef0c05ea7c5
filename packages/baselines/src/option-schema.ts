import { InvalidOptionError, type ModelOption } from '@rs-sam/core';

/** One option: its default, and what it may be. */
export interface OptionRule<T extends ModelOption> {
  readonly default: T;
  /** Ends the sentence "it must be …". */
  readonly expected: string;
  accepts(value: ModelOption): boolean;
}

/** The options of a model by name. */
export type OptionSchema = Readonly<Record<string, OptionRule<ModelOption>>>;

/** The values that a schema's options have. */
export type OptionsOf<S> = { readonly [K in keyof S]: S[K] extends OptionRule<infer T> ? T : never };

/** An integer of at least 1. */
export function count(byDefault: number): OptionRule<number> {
  return { default: byDefault, expected: 'an integer of at least 1', accepts: isCount };
}

/** An integer of at least 1, or null for what the model finds by itself. */
export function countOrNull(expected: string): OptionRule<number | null> {
  return { default: null, expected, accepts: (value) => value === null || isCount(value) };
}

/** A finite number above 0. */
export function positive(byDefault: number): OptionRule<number> {
  return { default: byDefault, expected: 'a number above 0', accepts: (value) => isNumber(value) && value > 0 };
}

/** A finite number from 0 on. */
export function nonNegative(byDefault: number): OptionRule<number> {
  return {
    default: byDefault,
    expected: 'a number that is not negative',
    accepts: (value) => isNumber(value) && value >= 0,
  };
}

/** A share of what is dropped, from 0 to below 1. */
export function rate(byDefault: number): OptionRule<number> {
  return {
    default: byDefault,
    expected: 'a number from 0 to below 1',
    accepts: (value) => isNumber(value) && value >= 0 && value < 1,
  };
}

/** Yes or no. */
export function flag(byDefault: boolean): OptionRule<boolean> {
  return { default: byDefault, expected: 'true or false', accepts: (value) => typeof value === 'boolean' };
}

/** One of some words. */
export function choice<T extends string>(byDefault: NoInfer<T>, values: readonly T[]): OptionRule<T> {
  return {
    default: byDefault,
    expected: values.map((value) => `'${value}'`).join(' or '),
    accepts: (value) => (values as readonly ModelOption[]).includes(value),
  };
}

/** The defaults of a schema. */
export function defaultsOf<S extends OptionSchema>(schema: S): OptionsOf<S> {
  return Object.fromEntries(Object.entries(schema).map(([name, rule]) => [name, rule.default])) as OptionsOf<S>;
}

/**
 * The options with their defaults.
 *
 * @throws InvalidOptionError for an option that the schema does not have, or a value it cannot take.
 */
export function resolveOptions<S extends OptionSchema>(
  schema: S,
  given: Readonly<Record<string, ModelOption>>,
): OptionsOf<S> {
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(schema, name) ? schema[name] : undefined;
    if (rule === undefined) {
      throw new InvalidOptionError(
        name,
        value,
        `left out, as this model's options are ${Object.keys(schema).join(', ')}`,
      );
    }
    if (!rule.accepts(value)) throw new InvalidOptionError(name, value, rule.expected);
  }
  return { ...defaultsOf(schema), ...given } as OptionsOf<S>;
}

function isNumber(value: ModelOption): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isCount(value: ModelOption): boolean {
  return Number.isInteger(value) && (value as number) >= 1;
}
