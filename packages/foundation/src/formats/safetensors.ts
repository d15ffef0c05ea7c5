import { RsSamError } from '../errors/rs-sam-error';

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

const KINDS = { F32: Float32Array, I32: Int32Array } as const;

/**
 * The bytes of a safetensors file (https://huggingface.co/docs/safetensors): eight bytes with the header's length, the header as
 * JSON, the tensors one behind the other, little-endian. Tensors keep the order given; the header is padded with spaces to eight
 * bytes, so that every tensor lies at a multiple of four.
 *
 * @param metadata strings to keep beside the tensors.
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, StoredTensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const header: Record<string, unknown> = Object.keys(metadata).length > 0 ? { __metadata__: metadata } : {};
  let end = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    const begin = end;
    end += data.byteLength;
    header[name] = { dtype: data instanceof Int32Array ? 'I32' : 'F32', shape, data_offsets: [begin, end] };
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerBytes + end).fill(0x20, 8, 8 + headerBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(json, 8);
  let offset = 8 + headerBytes;
  for (const { data } of Object.values(tensors)) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

/** What a safetensors file holds. */
export interface SafetensorsContent {
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/**
 * Reads the dtypes F32 and I32, which are those that training writes. Every offset is checked against the file.
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
  const tensors: Record<string, StoredTensor> = {};
  let covered = 0;
  for (const [name, entry] of Object.entries(entries)) {
    const { dtype, shape, data_offsets: [begin, end] = [Number.NaN, Number.NaN] } = entry as HeaderEntry;
    const Kind = KINDS[dtype as keyof typeof KINDS];
    if (Kind === undefined) refuse(`${name} has the dtype ${dtype}, and F32 and I32 are read`);
    const size = shape.reduce((product, extent) => product * extent, 1);
    if (end - begin !== 4 * size) refuse(`${name} has the shape [${shape}] and ${end - begin} bytes`);
    if (!(begin >= 0 && start + end <= bytes.length))
      refuse(`${name} ends at ${start + end}, behind the end of the file`);
    // A copy is aligned, whatever the file's own offsets are, and does not keep the whole file in memory. (`slice` of a Buffer is none.)
    tensors[name] = { shape, data: new Kind(new Uint8Array(bytes.subarray(start + begin, start + end)).buffer) };
    covered += end - begin;
  }
  if (start + covered !== bytes.length)
    refuse(`its tensors take ${covered} bytes, and ${bytes.length - start} follow the header`);
  return { tensors, metadata: metadata as Readonly<Record<string, string>> };
}

function parseHeader(bytes: Uint8Array, refuse: (problem: string) => never): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof header === 'object' && header !== null) return header as Record<string, unknown>;
  } catch {
    // Said below.
  }
  return refuse('its header is no JSON object');
}
