import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unsealJson } from '@rs-sam/foundation/files';
import { parseJson } from '@rs-sam/foundation/formats';
import * as v from 'valibot';
import { GalleryError } from '../../gallery/gallery-error';

/** The file that describes the graphs of a gallery. It is written last. */
export const USEARCH_RECORD = 'usearch.json';

/** What to do about a damaged index. */
export const BUILD_AGAIN = 'Build it again with `rs-sam index usearch`.';

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in hexadecimal'));
const graph = v.strictObject({ file: v.string(), bytes: v.number(), sha256, recall: v.number() });

const schema = v.strictObject({
  format: v.literal('rs-sam-usearch'),
  version: v.literal(1),
  vectors: sha256,
  longest: v.number(),
  expansion: v.number(),
  graphs: v.strictObject({ product: graph, cosine: graph }),
});

/** What was built of a gallery's vectors. */
export interface UsearchRecord {
  readonly format: 'rs-sam-usearch';
  readonly version: 1;
  /** Identity of the vectors, see `GalleryVectors`. */
  readonly vectors: string;
  /** The norm of the longest vector. */
  readonly longest: number;
  /** Candidates that a search keeps at least. */
  readonly expansion: number;
  readonly graphs: Readonly<Record<'product' | 'cosine', GraphRecord>>;
}

/** The file of a graph. */
export interface GraphRecord {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The share of the nearest vectors that it found when it was built. */
  readonly recall: number;
}

/**
 * The record in a gallery's folder; null where there is none.
 *
 * @throws GalleryError where it is damaged or of another version.
 */
export async function readUsearchRecord(folder: string): Promise<UsearchRecord | null> {
  const text = await readFile(join(folder, USEARCH_RECORD), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const { json, seal } = unsealJson(text);
  const { value, problem } = parseJson(json, schema);
  if (problem !== null) throw new GalleryError(folder, `${USEARCH_RECORD} ${problem}.`, BUILD_AGAIN);
  if (seal !== 'kept') {
    throw new GalleryError(folder, `${USEARCH_RECORD} does not have the checksum that it gives.`, BUILD_AGAIN);
  }
  return value;
}
