import type { File, Group } from 'h5wasm/node';
import { WeightFileError } from '../../weights/errors';
import { kerasEpsilons } from '../../weights/keras-epsilons';
import { weightName, weightNamesByOrder } from '../../weights/weight-name';
import type { WeightArray, WeightSet } from '../../weights/weight-set';

interface NamedArray extends WeightArray {
  readonly name: string;
}

interface LayerArrays {
  readonly layer: string;
  readonly arrays: readonly NamedArray[];
}

/**
 * Reads the layouts of Keras: weights alone or a whole model (then under `model_weights`), each layer a group whose attribute
 * `weight_names` lists its arrays; or the `.weights.h5` of Keras 3, where they are `layers/<layer>/vars/0`, `1` …
 *
 * @param h5 - The module h5wasm, of which only users of such files install a copy.
 */
export function kerasReader({ Dataset, Group }: typeof import('h5wasm/node')) {
  return (file: File, path: string): WeightSet => {
    const configuration = file.attrs.model_config?.value;
    const epsilons = kerasEpsilons(typeof configuration === 'string' ? JSON.parse(configuration) : undefined);
    const weights = groupAt(file, 'model_weights') ?? file;
    const layers = namesIn(weights, 'layer_names');
    const arrays = collect(layers === undefined ? numberedArrays(file) : namedArrays(weights, layers));
    if (arrays.size === 0) {
      const problem = 'has no weights in a layout of Keras: neither the attribute layer_names nor a group layers.';
      throw new WeightFileError(path, problem);
    }
    return { source: path, arrays, epsilons };
  };

  /** Keras 1 and 2, and the `.h5` of Keras 3. */
  function namedArrays(weights: Group, layers: readonly string[]): LayerArrays[] {
    return layers.map((layer) => {
      const group = groupAt(weights, layer);
      return { layer, arrays: arraysOf(group, (group && namesIn(group, 'weight_names')) ?? []) };
    });
  }

  /** The `.weights.h5` of Keras 3. */
  function numberedArrays(file: File): LayerArrays[] {
    const layers = groupAt(file, 'layers');
    return (layers?.keys() ?? []).map((layer) => {
      const variables = groupAt(layers as Group, `${layer}/vars`);
      const names = (variables?.keys() ?? []).sort((a, b) => Number(a) - Number(b));
      return { layer, arrays: arraysOf(variables, names) };
    });
  }

  function arraysOf(group: Group | undefined, names: readonly string[]): NamedArray[] {
    return names.flatMap((name) => {
      const found = group !== undefined && has(group, name) ? group.get(name) : null;
      if (!(found instanceof Dataset)) return [];
      const { value, shape } = found;
      if (!ArrayBuffer.isView(value)) return [];
      const values = value instanceof Float32Array ? value : Float32Array.from(value as Float64Array);
      return [{ name, shape: shape ?? [], values }];
    });
  }

  function groupAt(group: Group, path: string): Group | undefined {
    if (!has(group, path)) return undefined;
    const found = group.get(path);
    return found instanceof Group ? found : undefined;
  }

  /** Whether the path exists; the library fails on a path that does not. */
  function has(group: Group, path: string): boolean {
    const [first = '', ...rest] = path.split('/');
    if (!group.keys().includes(first)) return false;
    if (rest.length === 0) return true;
    const next = group.get(first);
    return next instanceof Group && has(next, rest.join('/'));
  }
}

function collect(layers: readonly LayerArrays[]): Map<string, WeightArray> {
  const collected = new Map<string, WeightArray>();
  for (const { layer, arrays } of layers) {
    const byOrder = weightNamesByOrder(arrays.map(({ shape }) => shape));
    arrays.forEach(({ name, shape, values }, i) => {
      collected.set(`${layer}/${weightName(name) ?? byOrder?.[i] ?? name}`, { shape, values });
    });
  }
  return collected;
}

/** An attribute that lists names; Keras splits a long one into `name0`, `name1` … */
function namesIn(group: Group, attribute: string): readonly string[] | undefined {
  const { attrs } = group;
  const whole = attrs[attribute];
  if (whole !== undefined) return strings(whole.value);
  const parts: string[] = [];
  for (let part = attrs[`${attribute}0`], i = 1; part !== undefined; part = attrs[`${attribute}${i++}`]) {
    parts.push(...strings(part.value));
  }
  return parts.length > 0 ? parts : undefined;
}

function strings(value: unknown): string[] {
  return [value].flat().filter((one) => typeof one === 'string');
}
