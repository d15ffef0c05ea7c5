import { fromFloat16 } from '@rs-sam/foundation/formats';
import * as v from 'valibot';
import { WeightFileError } from './errors';
import { kerasEpsilons } from './keras-epsilons';
import { weightName } from './weight-name';
import type { WeightArray, WeightSet } from './weight-set';

const natural = 'not a natural number';
const extent = v.pipe(v.number(natural), v.safeInteger(natural), v.minValue(0, natural));

const entrySchema = v.object({
  name: v.string(),
  shape: v.array(extent),
  dtype: v.string(),
  quantization: v.optional(
    v.object({
      dtype: v.picklist(['uint8', 'uint16', 'float16']),
      scale: v.optional(v.number()),
      min: v.optional(v.number()),
    }),
  ),
});

/** The part of a tfjs `model.json` that weights are read from. */
const modelSchema = v.object({
  modelTopology: v.optional(v.unknown()),
  weightsManifest: v.array(v.object({ paths: v.array(v.string()), weights: v.array(entrySchema) })),
});

type Entry = v.InferOutput<typeof entrySchema>;

/**
 * Reads the weights of a tfjs layers model, quantised ones (uint8, uint16, float16) as the float32 values that tfjs makes of them.
 *
 * It needs no engine of tfjs.
 *
 * @param json - `model.json`, parsed.
 * @param readShard - Returns the bytes of a file beside `model.json`, by its name in the manifest.
 * @param source - The model's name in messages: its file or address.
 * @throws WeightFileError where the JSON is not a tfjs model, the shards are shorter or longer than the manifest says, a type is not supported,
 * or two weights have the same name.
 */
export async function readTfjsModel(
  json: unknown,
  readShard: (path: string) => Promise<Uint8Array>,
  source: string,
): Promise<WeightSet> {
  const { weightsManifest, modelTopology } = parseTfjsModel(json, source);
  const arrays = new Map<string, WeightArray>();
  const given = new Map<string, string>();
  for (const { paths, weights } of weightsManifest) {
    const shards: Uint8Array[] = [];
    for (const path of paths) shards.push(await readShard(path));
    const bytes = joined(shards);
    let at = 0;
    for (const entry of weights) {
      const length = count(entry) * bytesPerValue(entry, source);
      if (at + length > bytes.length) {
        throw new WeightFileError(
          source,
          `is incomplete: its shards have ${bytes.length} bytes, and ${entry.name} ends at ${at + length}. Download the model again.`,
        );
      }
      const name = neutralName(entry.name);
      const before = given.get(name);
      if (before !== undefined) {
        const both = before === entry.name ? `${before} twice` : `${before} and ${entry.name}, which are both ${name}`;
        throw new WeightFileError(source, `has ${both}. Save the backbone alone.`);
      }
      given.set(name, entry.name);
      arrays.set(name, { shape: entry.shape, values: decode(entry, bytes.slice(at, at + length)) });
      at += length;
    }
    if (at < bytes.length) {
      const problem = `contradicts itself: its shards ${paths.join(', ')} have ${bytes.length} bytes, and its weights take ${at}.`;
      throw new WeightFileError(source, `${problem} Download the model again.`);
    }
  }
  return { source, arrays, epsilons: kerasEpsilons(modelTopology) };
}

/** Checks the content of a `model.json`. */
export function parseTfjsModel(json: unknown, source: string): v.InferOutput<typeof modelSchema> {
  const parsed = v.safeParse(modelSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new WeightFileError(
      source,
      `is not a tfjs model: ${v.getDotPath(issue) ?? 'the content'}: ${issue.message}.`,
    );
  }
  return parsed.output;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function count({ shape }: Entry): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** A map, because types are looked up by a text of the file. */
const BYTES: ReadonlyMap<string, number> = new Map([
  ['uint8', 1],
  ['uint16', 2],
  ['float16', 2],
  ['float32', 4],
  ['int32', 4],
]);

function bytesPerValue({ name, dtype, quantization }: Entry, source: string): number {
  const bytes = BYTES.get(quantization?.dtype ?? dtype);
  if (bytes === undefined)
    throw new WeightFileError(
      source,
      `has ${name} as ${dtype}, which is not supported. Convert it to float32, float16, int32, uint8 or uint16.`,
    );
  return bytes;
}

/** `bytes` has its own buffer, so any type can view it. */
function decode({ dtype, quantization }: Entry, { buffer }: Uint8Array): Float32Array {
  switch (quantization?.dtype ?? dtype) {
    case 'float32':
      return new Float32Array(buffer);
    case 'float16':
      return fromFloat16(new Uint16Array(buffer));
    case 'int32':
      return Float32Array.from(new Int32Array(buffer));
    default: {
      const { scale = 1, min = 0 } = quantization ?? {};
      const levels = (quantization?.dtype ?? dtype) === 'uint8' ? new Uint8Array(buffer) : new Uint16Array(buffer);
      const values = new Float32Array(levels.length);
      for (let i = 0; i < values.length; i++) values[i] = (levels[i] as number) * scale + min;
      return values;
    }
  }
}

/** `scope/conv1/kernel_1` → `conv1/kernel`. */
function neutralName(name: string): string {
  const [layer = '', weight = ''] = name.split('/').slice(-2);
  return `${layer}/${weightName(weight) ?? weight}`;
}
