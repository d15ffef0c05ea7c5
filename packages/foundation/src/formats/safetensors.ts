import { RsSamError } from '../errors/rs-sam-error';
import { fromFloat16, toFloat16 } from './float16';

/** Numbers with a shape and a name, as a safetensors file keeps them. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** A file that is no safetensors file, or was cut short. */
export class SafetensorsError extends RsSamError {
  override readonly name = 'SafetensorsError';
  override readonly code = 'RS_SAM_SAFETENSORS';

  constructor(
    readonly file: string,
    readonly problem: string,
  ) {
    super(`${file} cannot be read as safetensors: ${problem}. Copy the checkpoint again, or take an earlier one.`);
  }
}

interface Dtype {
  readonly bytes: number;
  /** The numbers of bytes that belong to nobody else. */
  readonly read: (bytes: ArrayBuffer) => StoredTensor['data'];
}

/** A map, because dtypes are looked up by a text of the file. */
const DTYPES = new Map<unknown, Dtype>([
  ['F32', { bytes: 4, read: (bytes) => new Float32Array(bytes) }],
  ['I32', { bytes: 4, read: (bytes) => new Int32Array(bytes) }],
  ['F16', { bytes: 2, read: (bytes) => fromFloat16(new Uint16Array(bytes)) }],
]);

/** How a safetensors file is written. */
export interface SafetensorsOptions {
  /** Strings to keep beside the tensors. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Of floats; F16 rounds them to half precision. Default F32. */
  readonly floats?: 'F32' | 'F16';
}

/**
 * The bytes of a safetensors file (https://huggingface.co/docs/safetensors): eight bytes with the header's length, the header as
 * JSON, the tensors one behind the other, little-endian. Tensors keep the order given; the header is padded with spaces to eight bytes.
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, StoredTensor>>,
  { metadata = {}, floats = 'F32' }: SafetensorsOptions = {},
): Uint8Array {
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? { __metadata__: metadata } : {};
  const contents: ArrayBufferView[] = [];
  let end = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    const content = data instanceof Float32Array && floats === 'F16' ? toFloat16(data) : data;
    contents.push(content);
    const begin = end;
    end += content.byteLength;
    header[name] = { dtype: data instanceof Int32Array ? 'I32' : floats, shape, data_offsets: [begin, end] };
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerBytes + end).fill(0x20, 8, 8 + headerBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(json, 8);
  let offset = 8 + headerBytes;
  for (const { buffer, byteOffset, byteLength } of contents) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += byteLength;
  }
  return bytes;
}

/** What a safetensors file holds. */
export interface SafetensorsContent {
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads the dtypes F32, F16 (as float32) and I32. Every offset is checked against the file and against the others: the
 * tensors cover the bytes behind the header, each byte once.
 *
 * @param file its name, for errors.
 * @throws SafetensorsError says what is wrong.
 */
export function readSafetensors(bytes: Uint8Array, file: string): SafetensorsContent {
  const refuse = (problem: string): never => {
    throw new SafetensorsError(file, problem);
  };
  if (bytes.length < 8) refuse(`it has ${bytes.length} bytes, and a header needs 8`);
  const headerBytes = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const start = 8 + headerBytes;
  if (start > bytes.length) refuse(`its header should be ${headerBytes} bytes long, and the file is ${bytes.length}`);
  const { __metadata__: metadata = {}, ...entries } = parseHeader(bytes.subarray(8, start), refuse);
  if (!isObject(metadata) || !Object.values(metadata).every((value) => typeof value === 'string')) {
    refuse('its __metadata__ is no object of texts');
  }
  const described = Object.entries(entries).map(([name, entry]) => describeTensor(name, entry, refuse));
  checkPlaces(described, bytes.length - start, refuse);
  // `fromEntries` makes own fields of all names, `__proto__` included.
  const tensors = Object.fromEntries(
    described.map(({ name, dtype, shape, begin, end }) => {
      // A copy is aligned, whatever the file's own offsets are, and does not keep the whole file in memory. (`slice` of a Buffer is none.)
      const content = new Uint8Array(bytes.subarray(start + begin, start + end)).buffer;
      return [name, { shape, data: dtype.read(content) }];
    }),
  );
  return { tensors, metadata: metadata as Readonly<Record<string, string>> };
}

interface DescribedTensor {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function describeTensor(name: string, entry: unknown, refuse: (problem: string) => never): DescribedTensor {
  if (!isObject(entry)) return refuse(`${name} is not described by an object`);
  const { dtype: named, shape, data_offsets: offsets } = entry;
  const dtype = DTYPES.get(named);
  if (dtype === undefined)
    return refuse(
      `${name} has the dtype ${typeof named === 'string' ? named : JSON.stringify(named)}, and F32, F16 and I32 are read`,
    );
  if (!isNaturals(shape))
    return refuse(`${name} has the shape ${JSON.stringify(shape)}, which is no list of natural numbers`);
  if (!isNaturals(offsets) || offsets.length !== 2) {
    return refuse(
      `${name} has the shape [${shape}] and the data_offsets ${JSON.stringify(offsets)}, which are not two natural numbers`,
    );
  }
  const [begin, end] = offsets as [number, number];
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (end - begin !== dtype.bytes * size) refuse(`${name} has the shape [${shape}] and ${end - begin} bytes`);
  return { name, dtype, shape, begin, end };
}

/** Each byte behind the header belongs to one tensor. */
function checkPlaces(tensors: readonly DescribedTensor[], length: number, refuse: (problem: string) => never): void {
  const ordered = [...tensors].sort((one, other) => one.begin - other.begin || one.end - other.end);
  const total = tensors.reduce((sum, { begin, end }) => sum + end - begin, 0);
  const sum = `its tensors take ${total} bytes, and ${length} follow the header`;
  let end = 0;
  let before: DescribedTensor | undefined;
  for (const tensor of ordered) {
    if (tensor.end > length) refuse(`${tensor.name} ends at ${tensor.end}, behind the end of the file`);
    if (tensor.begin < end) {
      refuse(
        `${before?.name} and ${tensor.name} overlap: one ends at ${end}, the other begins at ${tensor.begin}; ${sum}`,
      );
    }
    if (tensor.begin > end) refuse(`the bytes ${end} to ${tensor.begin} before ${tensor.name} belong to no tensor`);
    end = tensor.end;
    before = tensor;
  }
  if (end !== length) refuse(sum);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNaturals = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && one >= 0);

function parseHeader(bytes: Uint8Array, refuse: (problem: string) => never): Readonly<Record<string, unknown>> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isObject(header)) return header;
  } catch {
    // Said below.
  }
  return refuse('its header is no JSON object');
}
