import { fileProblem } from '@rs-sam/foundation/errors';
import { fromFloat16, NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { GalleryError } from './gallery-error';
import { type ArrayRecord, type GalleryManifest, rowBytes, THUMBNAILS } from './gallery-manifest';
import type { GalleryFiles } from './gallery-source';

/** The arrays of all segments as if they were one: rows are counted through. */
export interface SegmentArrays {
  /** The numbers of some rows as floats, one row after another. */
  rows(array: string, rows: readonly number[]): Promise<Float32Array>;
  /** The same as they are stored. */
  bytes(array: string, rows: readonly number[]): Promise<Uint8Array>;
  /** Bytes of the thumbnails of the segment that has the row. */
  thumbnail(row: number, start: number, length: number): Promise<Uint8Array>;
}

/** Rows that are read at a time. */
const CONCURRENT = 32;

/** @throws GalleryError by its functions, for a file that is missing or too short. */
export function segmentArrays(source: GalleryFiles, manifest: GalleryManifest): SegmentArrays {
  const starts: number[] = [];
  manifest.segments.reduce((start, { rows }) => {
    starts.push(start);
    return start + rows;
  }, 0);

  const placeOf = (row: number): { folder: string; row: number } => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= row) low = middle;
      else high = middle - 1;
    }
    const folder = `segments/${manifest.segments[low]?.name}`;
    return { folder, row: row - (starts[low] ?? 0) };
  };

  const read = async (file: string, start: number, length: number): Promise<Uint8Array> => {
    const bytes = await source.readRange(file, start, length).catch((cause) => {
      throw damaged(source.name, `${file} ${fileProblem(cause)}.`, cause);
    });
    if (bytes.length !== length) throw damaged(source.name, `${file} is shorter than its manifest says.`);
    return bytes;
  };

  const bytesOf = async (array: string, rows: readonly number[]): Promise<Uint8Array> => {
    const bytes = rowBytes(arrayRecord(manifest, array));
    const result = new Uint8Array(rows.length * bytes);
    let next = 0;
    const readOn = async () => {
      for (let at = next++; at < rows.length; at = next++) {
        const { folder, row } = placeOf(rows[at] as number);
        result.set(await read(`${folder}/${array}.npy`, NPY_HEADER_BYTES + row * bytes, bytes), at * bytes);
      }
    };
    await Promise.all(Array.from({ length: Math.min(CONCURRENT, rows.length) }, readOn));
    return result;
  };

  return {
    bytes: bytesOf,
    async rows(array, rows) {
      const bytes = await bytesOf(array, rows);
      const result = new Float32Array(bytes.length / 2);
      placeFloats(bytes, result, 0);
      return result;
    },
    thumbnail: (row, start, length) => read(`${placeOf(row).folder}/${THUMBNAILS}`, start, length),
  };
}

/** The record of an array. */
export function arrayRecord(manifest: GalleryManifest, array: string): ArrayRecord {
  const record = Object.hasOwn(manifest.arrays, array) ? manifest.arrays[array] : undefined;
  if (record !== undefined) return record;
  throw damaged('the gallery', `It has no array "${array}".`);
}

/** Writes the numbers of bytes in float16 into floats. */
export function placeFloats(bytes: Uint8Array, result: Float32Array, offset: number): void {
  // A copy is aligned; what a source returns need not be.
  const { buffer } = new Uint8Array(bytes);
  fromFloat16(new Uint16Array(buffer), result, offset);
}

function damaged(name: string, problem: string, cause?: unknown): GalleryError {
  return new GalleryError(name, problem, 'Copy the gallery again, or make it again with `rs-sam index --rebuild`.', {
    cause,
  });
}
