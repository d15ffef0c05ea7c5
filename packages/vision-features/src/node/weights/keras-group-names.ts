/**
 * The layers of a Keras model by the path of their group in a `.weights.h5`: `layers/conv2d_1` → `conv2_block1_1_conv`. Keras 3 names a group
 * by the layer's class and counts within each model, in the order of the configuration's layers.
 *
 * @param configuration - The content of `config.json`.
 */
export function kerasGroupNames(configuration: unknown): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const visit = (model: unknown, path: string, depth: number): void => {
    const layers = fieldOf(fieldOf(model, 'config'), 'layers');
    if (!Array.isArray(layers) || depth > DEEPEST) return;
    const counts = new Map<string, number>();
    for (const layer of layers) {
      const className = fieldOf(layer, 'class_name');
      const name = fieldOf(fieldOf(layer, 'config'), 'name');
      if (typeof className !== 'string') continue;
      const kind = snakeCase(className);
      const count = counts.get(kind) ?? 0;
      counts.set(kind, count + 1);
      const group = `${path}layers/${kind}${count === 0 ? '' : `_${count}`}`;
      if (typeof name === 'string') names.set(group, name);
      visit(layer, `${group}/`, depth + 1);
    }
  };
  visit(configuration, '', 0);
  return names;
}

/** Models in models in models: a file that goes deeper was not written by Keras. */
const DEEPEST = 20;

function fieldOf(value: unknown, field: string): unknown {
  const own = typeof value === 'object' && value !== null && Object.hasOwn(value, field);
  return own ? (value as Readonly<Record<string, unknown>>)[field] : undefined;
}

/** `BatchNormalization` → `batch_normalization`, as Keras' `to_snake_case`. */
function snakeCase(name: string): string {
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
