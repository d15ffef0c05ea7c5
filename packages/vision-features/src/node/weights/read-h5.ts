import { open } from 'node:fs/promises';
import { Dataset, File, Group, ready } from 'h5wasm/node';
import { WeightFileError } from '../../weights/errors';
import { kerasEpsilons } from '../../weights/keras-epsilons';
import { weightName, weightNamesByOrder } from '../../weights/weight-name';
import type { WeightArray, WeightSet } from '../../weights/weight-set';

/**
 * Reads a Keras HDF5 file: weights alone or a whole model (then under `model_weights`), each layer a group whose attribute
 * `weight_names` lists its arrays; or Keras 3's `.weights.h5`, where they are `layers/<layer>/vars/0`, `1` …
 *
 * @throws WeightFileError where it is no HDF5 file, a damaged one, or not one of Keras.
 */
export async function readH5(path: string): Promise<WeightSet> {
  await checkSignature(path);
  const library = await ready;
  // Otherwise the library prints a page about each failure and goes on.
  library.activate_throwing_error_handler();
  try {
    const file = new File(path, 'r');
    try {
      return readKeras(file, path);
    } finally {
      file.close();
    }
  } catch (error) {
    if (error instanceof WeightFileError) throw error;
    throw new WeightFileError(path, 'is a damaged HDF5 file. Fetch it again.', { cause: error });
  } finally {
    library.deactivate_throwing_error_handler();
  }
}

async function checkSignature(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(8), 0, 8, 0);
    if (!buffer.equals(SIGNATURE)) throw new WeightFileError(path, 'is no HDF5 file.');
  } finally {
    await file.close();
  }
}

const SIGNATURE = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');

function readKeras(file: File, path: string): WeightSet {
  const configuration = file.attrs.model_config?.value;
  const epsilons = kerasEpsilons(typeof configuration === 'string' ? JSON.parse(configuration) : undefined);
  const weights = groupAt(file, 'model_weights') ?? file;
  const layers = namesIn(weights, 'layer_names');
  const arrays = layers === undefined ? numberedArrays(file) : namedArrays(weights, layers);
  if (arrays.size === 0) {
    throw new WeightFileError(
      path,
      'holds no weights in a layout of Keras: neither the attribute layer_names nor a group layers.',
    );
  }
  return { source: path, arrays, epsilons };
}

/** Keras 1 and 2, and Keras 3's `.h5`. */
function namedArrays(weights: Group, layers: readonly string[]): Map<string, WeightArray> {
  return collect(
    layers.map((layer) => {
      const group = groupAt(weights, layer);
      return { layer, arrays: arraysOf(group, (group && namesIn(group, 'weight_names')) ?? []) };
    }),
  );
}

/** Keras 3's `.weights.h5`. */
function numberedArrays(file: File): Map<string, WeightArray> {
  const layers = groupAt(file, 'layers');
  return collect(
    (layers?.keys() ?? []).map((layer) => {
      const variables = groupAt(layers as Group, `${layer}/vars`);
      const names = (variables?.keys() ?? []).sort((a, b) => Number(a) - Number(b));
      return { layer, arrays: arraysOf(variables, names) };
    }),
  );
}

interface NamedArray extends WeightArray {
  readonly name: string;
}

function collect(layers: readonly { layer: string; arrays: readonly NamedArray[] }[]): Map<string, WeightArray> {
  const collected = new Map<string, WeightArray>();
  for (const { layer, arrays } of layers) {
    const byOrder = weightNamesByOrder(arrays.map(({ shape }) => shape));
    arrays.forEach(({ name, shape, values }, i) => {
      collected.set(`${layer}/${weightName(name) ?? byOrder?.[i] ?? name}`, { shape, values });
    });
  }
  return collected;
}

function arraysOf(group: Group | undefined, names: readonly string[]): NamedArray[] {
  return names.flatMap((name) => {
    const found = group !== undefined && has(group, name) ? group.get(name) : null;
    const values = found instanceof Dataset ? found.value : null;
    if (!ArrayBuffer.isView(values)) return [];
    const floats = values instanceof Float32Array ? values : Float32Array.from(values as Float64Array);
    return [{ name, shape: (found as Dataset).shape ?? [], values: floats }];
  });
}

function groupAt(group: Group, path: string): Group | undefined {
  if (!has(group, path)) return undefined;
  const found = group.get(path);
  return found instanceof Group ? found : undefined;
}

/** Whether something stands there; the library fails on what does not. */
function has(group: Group, path: string): boolean {
  const [first = '', ...rest] = path.split('/');
  if (!group.keys().includes(first)) return false;
  if (rest.length === 0) return true;
  const next = group.get(first);
  return next instanceof Group && has(next, rest.join('/'));
}

/** An attribute that lists names; a long one is cut into `name0`, `name1` … by Keras. */
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
