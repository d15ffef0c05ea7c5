import * as v from 'valibot';
import { InvalidOptionError } from '../errors/invalid-option-error';
import { checkOptions, type OptionRules } from './check-options';
import { flag, integer, oneOf, text } from './rules';

const shape = v.custom<readonly (number | null)[]>(
  (value) => Array.isArray(value) && value.every((size) => size === null || (Number.isInteger(size) && size >= 0)),
  'a shape: an array of sizes, null for any size',
);
const dtype = oneOf(['float32', 'int32', 'bool', 'complex64', 'string']);

/** The arguments that tfjs-layers itself takes for every layer (`LayerArgs` of tfjs-layers 4). It reads null as left out. */
export const layerArgRules: OptionRules = {
  name: v.nullable(text('the name of the layer')),
  trainable: v.nullable(flag),
  dtype: v.nullable(dtype),
  inputDType: v.nullable(dtype),
  inputShape: v.nullable(shape),
  batchInputShape: v.nullable(shape),
  batchSize: v.nullable(integer(1)),
  weights: v.nullable(v.custom<readonly unknown[]>(Array.isArray, 'an array of tensors, one for each weight')),
};

/**
 * Checks the arguments of a layer's constructor: the layer's own options, and those that every layer of tfjs-layers takes.
 *
 * @param layer the class, for the message.
 * @param rules the layer's own options.
 * @param args undefined counts as no arguments.
 * @param required the options that have no default.
 * @throws InvalidOptionError for a value that its rule does not accept, a name that has no rule, and a required option left out.
 */
export function checkLayerArgs(
  layer: string,
  rules: OptionRules,
  args: unknown,
  required: readonly string[] = [],
): void {
  const given = args ?? {};
  checkOptions(layer, { ...rules, ...layerArgRules }, withoutCustomObjects(given));
  for (const option of required) {
    if ((given as Record<string, unknown>)[option] !== undefined) continue;
    const result = v.safeParse(rules[option] as v.GenericSchema, undefined);
    throw new InvalidOptionError(option, undefined, result.success ? 'given' : result.issues[0].message);
  }
}

/** tfjs-layers puts `customObjects` into the configuration of every layer that it loads. */
function withoutCustomObjects(args: unknown): unknown {
  if (typeof args !== 'object' || args === null || !('customObjects' in args)) return args;
  return Object.fromEntries(Object.entries(args).filter(([name]) => name !== 'customObjects'));
}
