import { groupBy } from '@rs-sam/foundation/collections';
import type { Attribute, File, Group } from 'h5wasm/node';
import { WeightFileError } from '../../weights/errors';
import { kerasEpsilons } from '../../weights/keras-epsilons';
import { weightName, weightNamesByOrder } from '../../weights/weight-name';
import type { WeightArray, WeightSet } from '../../weights/weight-set';
import { kerasGroupNames } from './keras-group-names';
import { type ModelLayer, renameOutsideLayers } from './outside-layers';

interface NamedArray extends WeightArray {
  readonly name: string;
}

interface LayerArrays extends ModelLayer {
  readonly arrays: readonly NamedArray[];
}

/**
 * Reads the layouts of Keras, with models inside models:
 *
 * - Weights alone or a whole model (then under `model_weights`), each layer a group whose attribute `weight_names` lists its arrays. An inner
 *   model is one such group.
 * - The `.weights.h5` of Keras 3, also in a `.keras` file: `layers/<class>_<n>/vars/0`, `1` …, inner models one in another. The layer's name is
 *   an attribute of `vars`. Where it is not, as before Keras 3.6, the configuration of the `.keras` file has the names; else only the order
 *   of the layers is known.
 *
 * @param h5 - The module h5wasm, of which only users of such files install a copy.
 */
export function kerasReader({ Dataset, Group }: typeof import('h5wasm/node')) {
  /** @param given - The configuration beside the file. Default: the one in it. */
  return (file: File, source: string, given?: unknown): WeightSet => {
    const inside = file.attrs.model_config?.value;
    const configuration = given ?? (typeof inside === 'string' ? JSON.parse(inside) : undefined);
    const epsilons = kerasEpsilons(configuration);
    const weights = groupAt(file, 'model_weights') ?? file;
    const layers = namesIn(weights.attrs, 'layer_names');
    if (layers !== undefined) return complete({ source, arrays: collect(namedArrays(weights, layers)), epsilons });
    const groups = numberedGroups(file, '');
    const names = kerasGroupNames(configuration);
    const known = groups.every(
      ({ name, path, arrays }) => arrays.length === 0 || (name ?? names.get(path)) !== undefined,
    );
    const named = groups.map(({ name, path, arrays }) => ({
      layer: (known ? (name ?? names.get(path)) : undefined) ?? lastPart(path),
      model: path.slice(0, Math.max(0, path.lastIndexOf('/'))),
      arrays,
    }));
    return complete({ source, arrays: collect(named), epsilons, ...(!known && { numbered: true }) });
  };

  /** Keras 1 and 2, and the `.h5` of Keras 3. */
  function namedArrays(weights: Group, layers: readonly string[]): LayerArrays[] {
    return layers.flatMap((layer) => {
      const group = groupAt(weights, layer);
      const arrays = arraysOf(group, (group && namesIn(group.attrs, 'weight_names')) ?? []);
      const scopes = groupBy(arrays, ({ name }) => scopeOf(name));
      if (scopes.size < 2) return [{ layer, model: '', arrays }];
      // A model in the model: the layers are in the names of the arrays.
      return [...scopes].map(([scope, inner]) => ({ layer: lastPart(scope) || layer, model: layer, arrays: inner }));
    });
  }

  interface NumberedGroup {
    readonly path: string;
    readonly name: string | undefined;
    readonly arrays: readonly NamedArray[];
  }

  /** The `.weights.h5` of Keras 3: every group `vars` below, with the path of the group that has it. */
  function numberedGroups(group: Group, path: string): NumberedGroup[] {
    return group.keys().flatMap((key) => {
      // The state of an optimiser has the shapes of the weights.
      if (path === '' && key === 'optimizer') return [];
      const child = group.get(key);
      if (!(child instanceof Group)) return [];
      if (key !== 'vars') return numberedGroups(child, path === '' ? key : `${path}/${key}`);
      const names = child.keys().sort((a, b) => Number(a) - Number(b));
      const name = child.attrs.name?.value;
      return [{ path, name: typeof name === 'string' ? name : undefined, arrays: arraysOf(child, names) }];
    });
  }

  function arraysOf(group: Group | undefined, names: readonly string[]): NamedArray[] {
    return names.flatMap((name) => {
      const found = group !== undefined && has(group, name) ? group.get(name) : null;
      if (!(found instanceof Dataset)) return [];
      const { value, shape } = found;
      const values = floats(value);
      return values === undefined ? [] : [{ name, shape: shape ?? [], values }];
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

function complete(set: WeightSet): WeightSet {
  if (set.arrays.size > 0) return set;
  const problem = 'has no weights in a layout of Keras: neither the attribute layer_names nor a group layers.';
  throw new WeightFileError(set.source, problem);
}

function collect(layers: readonly LayerArrays[]): Map<string, WeightArray> {
  const collected = new Map<string, WeightArray>();
  for (const [index, { layer, arrays }] of renameOutsideLayers(layers).entries()) {
    const byOrder = weightNamesByOrder(arrays.map(({ shape }) => shape));
    arrays.forEach(({ name, shape, values }, i) => {
      const weight = weightName(name) ?? byOrder?.[i] ?? name;
      const key = `${layer}/${weight}`;
      // Of two layers with one name, both are kept, so that they are counted.
      collected.set(collected.has(key) ? `${layer}#${index}.${i}/${weight}` : key, { shape, values });
    });
  }
  return collected;
}

/** Numbers of any type as floats: counters are integers of 64 bits. undefined for texts and others. */
function floats(value: unknown): Float32Array | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return Float32Array.of(Number(value));
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return undefined;
  if (value instanceof Float32Array) return value;
  return Float32Array.from(value as unknown as Iterable<number | bigint>, Number);
}

/** `scope/conv1/kernel:0` → `scope/conv1`. */
const scopeOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')));

/** TensorFlow's Keras 2 wrote a backslash in such paths. */
const lastPart = (path: string): string => path.split(/[\\/]/).at(-1) ?? '';

/** An attribute that lists names; Keras splits a long one into `name0`, `name1` … */
function namesIn(attrs: Readonly<Record<string, Attribute>>, attribute: string): readonly string[] | undefined {
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
