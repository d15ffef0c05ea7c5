import { RsSamError } from '@rs-sam/foundation/errors';
import { formatJson, parseJson, splitSeal } from '@rs-sam/foundation/formats';
import * as v from 'valibot';
import { DESCRIPTOR_LENGTH } from './sift-descriptor';

/** Where a codebook's words come from. */
export interface CodebookOrigin {
  readonly dataset: string;
  /** The part of the split whose images were used, as `train`. A test is only valid if it is the training part. */
  readonly split: string;
  readonly images: number;
  /** How many descriptors were clustered. */
  readonly descriptors: number;
  readonly seed: number;
}

/** Visual words: the centroids of SIFT descriptors. */
export interface Codebook {
  /** [k, 128]. */
  readonly centroids: Float32Array;
  /** k. */
  readonly words: number;
  /** SHA-256 of the centroids, in hexadecimal. */
  readonly sha256: string;
  readonly origin: CodebookOrigin;
}

/** A file is not a codebook, or its centroids do not have the hash that it gives. */
export class CodebookError extends RsSamError {
  override readonly name = 'CodebookError';
  override readonly code = 'RS_SAM_CODEBOOK';

  constructor(
    readonly source: string,
    problem: string,
  ) {
    super(`${source} is not a usable codebook: ${problem}. Name a file that \`rs-sam codebook\` wrote, or learn one.`);
  }
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

const Schema = v.strictObject({
  format: v.literal('rs-sam-codebook'),
  version: v.literal(1),
  descriptor: v.literal('sift'),
  words: v.pipe(v.number(), v.integer(), v.minValue(1)),
  sha256: v.string(),
  origin: v.strictObject({
    dataset: v.string(),
    split: v.string(),
    images: whole,
    descriptors: whole,
    seed: v.number(),
  }),
  /** float32, little-endian, [words, 128], in base64. */
  centroids: v.string(),
});

export async function createCodebook(centroids: Float32Array, origin: CodebookOrigin): Promise<Codebook> {
  const sha256 = await hashOf(littleEndian(centroids));
  return { centroids, words: centroids.length / DESCRIPTOR_LENGTH, sha256, origin };
}

/** The codebook as JSON text. */
export function formatCodebook({ centroids, words, sha256, origin }: Codebook): string {
  const bytes = littleEndian(centroids);
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const content: v.InferOutput<typeof Schema> = {
    format: 'rs-sam-codebook',
    version: 1,
    descriptor: 'sift',
    words,
    sha256,
    origin,
    centroids: btoa(binary),
  };
  return formatJson(content);
}

/**
 * Parses the text of {@link formatCodebook}, with or without the checksum of `writeCodebook`.
 *
 * @param source - File name, for messages.
 * @throws {CodebookError}
 */
export async function parseCodebook(text: string, source: string): Promise<Codebook> {
  const { json, checksum } = splitSeal(text);
  const { value, problem } = parseJson(json, Schema);
  if (problem !== null) throw new CodebookError(source, `it ${problem}`);
  // Codebooks of earlier versions have no checksum.
  if (checksum !== null && (await hashOf(new TextEncoder().encode(json))) !== checksum) {
    throw new CodebookError(source, 'it does not have the checksum that it gives');
  }
  const { words, sha256, origin } = value;
  const bytes = decode(value.centroids, source);
  if (bytes.length !== words * DESCRIPTOR_LENGTH * 4) {
    throw new CodebookError(source, `${bytes.length} bytes are not ${words} words`);
  }
  if ((await hashOf(bytes)) !== sha256) throw new CodebookError(source, 'its centroids are not those of its sha256');
  const view = new DataView(bytes.buffer);
  const centroids = Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
  return { centroids, words, sha256, origin };
}

function decode(base64: string, source: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    throw new CodebookError(source, 'its centroids are not base64');
  }
}

function littleEndian(values: Float32Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (const [i, value] of values.entries()) view.setFloat32(4 * i, value, true);
  return new Uint8Array(view.buffer);
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
