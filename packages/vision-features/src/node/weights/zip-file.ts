import { crc32, inflateRawSync } from 'node:zlib';

/** The files of a ZIP archive, by name. Names are never used as paths. */
export type ZipEntries = ReadonlyMap<string, () => Uint8Array>;

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * Reads the directory of an archive without ZIP64, as Keras writes it for models below 4 GiB.
 *
 * @returns null where the bytes are no archive, or its directory is damaged. Reading an entry returns its bytes or throws a RangeError.
 */
export function zipEntries(bytes: Buffer): ZipEntries | null {
  const from = Math.max(0, bytes.length - 65_557);
  let end = bytes.length - 22;
  while (end >= from && bytes.readUInt32LE(end) !== END) end--;
  if (end < from || end < 0) return null;
  const count = bytes.readUInt16LE(end + 10);
  const entries = new Map<string, () => Uint8Array>();
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY) return null;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    const method = bytes.readUInt16LE(at + 10);
    const [packed, size] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)];
    const checksum = bytes.readUInt32LE(at + 16);
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    entries.set(name, () => contentOf(bytes, { method, checksum, packed, size, local }));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

interface Entry {
  readonly method: number;
  /** CRC-32 of the content. */
  readonly checksum: number;
  readonly packed: number;
  readonly size: number;
  readonly local: number;
}

function contentOf(bytes: Buffer, { method, checksum, packed, size, local }: Entry): Uint8Array {
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  if (start + packed > bytes.length) throw new RangeError('An entry ends behind the archive.');
  const content = bytes.subarray(start, start + packed);
  if (method !== STORED && method !== DEFLATED) throw new RangeError(`The compression ${method} is not supported.`);
  const unpacked = method === STORED ? content : inflateRawSync(content, { maxOutputLength: size + 1 });
  if (unpacked.length !== size) throw new RangeError(`An entry has ${unpacked.length} bytes, not ${size}.`);
  if (crc32(unpacked) !== checksum) throw new RangeError('An entry does not have its checksum.');
  return unpacked;
}
