import { packVector, unpackVector } from './packed-vector';
import type { PretrainedWords } from './pretrained-words';
import { wordTable } from './pretrained-words';
import { PretrainedWordsError } from './pretrained-words-error';

/** The first bytes of a file. */
const MAGIC = new TextEncoder().encode('rs-sam-words');
const VERSION = 1;
/** Magic, version and the length of the header. */
const PREFIX_BYTES = MAGIC.length + 8;
const HASH_BYTES = 32;

/** What the header says. */
interface Header {
  readonly source: string;
  readonly dimension: number;
  readonly count: number;
  /** Bytes of the words as text. */
  readonly wordBytes: number;
}

/**
 * A table of words in a compact form: `rs-sam-words`, version and length of the header (uint32, little-endian), the header as JSON, the words
 * as UTF-8 with a line break between two, a vector of 4-bit numbers for each word (see `packVector`), and the SHA-256 of everything before.
 *
 * @param table its words without a line break.
 */
export async function packPretrainedWords(table: PretrainedWords): Promise<Uint8Array> {
  const { source, dimension, words } = table;
  const text = new TextEncoder().encode(words.join('\n'));
  const about: Header = { source, dimension, count: words.length, wordBytes: text.length };
  const header = new TextEncoder().encode(JSON.stringify(about));
  const vectorBytes = Math.ceil(dimension / 2);
  const vectors = PREFIX_BYTES + header.length + text.length;
  const end = vectors + words.length * vectorBytes;
  const bytes = new Uint8Array(end + HASH_BYTES);
  bytes.set(MAGIC);
  const view = new DataView(bytes.buffer);
  view.setUint32(MAGIC.length, VERSION, true);
  view.setUint32(MAGIC.length + 4, header.length, true);
  bytes.set(header, PREFIX_BYTES);
  bytes.set(text, PREFIX_BYTES + header.length);
  words.forEach((word, i) => {
    bytes.set(packVector(table.vectorOf(word) as Float32Array), vectors + i * vectorBytes);
  });
  bytes.set(await sha256Of(bytes.subarray(0, end)), end);
  return bytes;
}

/** Whether bytes begin as a compact table does. */
export function isCompactWords(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte);
}

/**
 * The table of the bytes that `packPretrainedWords` made. Vectors are unpacked when they are asked for.
 *
 * @param file its name, for errors.
 * @throws PretrainedWordsError for bytes of another kind or version, and for truncated or altered ones.
 */
export async function parsePretrainedWords(bytes: Uint8Array, file: string): Promise<PretrainedWords> {
  const refuse = (problem: string, remedy = 'Copy the file again.'): never => {
    throw new PretrainedWordsError(file, problem, remedy);
  };
  if (!isCompactWords(bytes)) refuse('is not a table of pretrained words.', 'Name a file that @rs-sam/pretrained has.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < PREFIX_BYTES + HASH_BYTES) refuse(`is cut off after ${bytes.length} bytes.`);
  const version = view.getUint32(MAGIC.length, true);
  if (version !== VERSION) refuse(`has version ${version}, and this release reads ${VERSION}.`, 'Use its release.');
  const end = bytes.length - HASH_BYTES;
  const hash = await sha256Of(bytes.subarray(0, end));
  if (!hash.every((byte, i) => bytes[end + i] === byte)) refuse('does not have the hash that it ends with.');
  const headerEnd = PREFIX_BYTES + view.getUint32(MAGIC.length + 4, true);
  const { source, dimension, count, wordBytes } = JSON.parse(
    new TextDecoder().decode(bytes.subarray(PREFIX_BYTES, headerEnd)),
  ) as Header;
  const vectorBytes = Math.ceil(dimension / 2);
  const vectors = headerEnd + wordBytes;
  const words = new TextDecoder().decode(bytes.subarray(headerEnd, vectors)).split('\n');
  if (words.length !== count || vectors + count * vectorBytes !== end) {
    refuse(`has ${end - headerEnd} bytes of words and vectors, which do not fit its header.`);
  }
  return wordTable({ source, dimension, words }, (index) => {
    const begin = vectors + index * vectorBytes;
    return unpackVector(bytes.subarray(begin, begin + vectorBytes), dimension);
  });
}

async function sha256Of(bytes: Uint8Array): Promise<Uint8Array> {
  // A browser offers it on secure pages only.
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) {
    const remedy = 'Serve the page from https or from localhost.';
    throw new PretrainedWordsError('A table of pretrained words', 'cannot be verified on this page.', remedy);
  }
  return new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
}
