import { groupBy } from '@rs-sam/foundation/collections';
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

/** @throws GalleryError by its functions, for a file that is missing or too short. */
export function segmentArrays(source: GalleryFiles, manifest: GalleryManifest): SegmentArrays {
  const starts: number[] = [];
  manifest.segments.reduce((start, { rows }) => {
    starts.push(start);
    return start + rows;
  }, 0);

  /** The segment of a row. */
  const segmentOf = (row: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const pathOf = (segment: number, file: string): string => `segments/${manifest.segments[segment]?.name}/${file}`;

  const read = async (file: string, places: readonly number[], length: number): Promise<Uint8Array> => {
    const bytes = await source.readRanges(file, places, length).catch((cause) => {
      throw damaged(source.name, `${file} ${fileProblem(cause)}.`, cause);
    });
    if (bytes.length !== places.length * length) {
      throw damaged(source.name, `${file} is shorter than its manifest says.`);
    }
    return bytes;
  };

  const bytesOf = async (array: string, rows: readonly number[]): Promise<Uint8Array> => {
    const bytes = rowBytes(arrayRecord(manifest, array));
    let result: Uint8Array | undefined;
    for (const [segment, wanted] of groupBy(rows.keys(), (at) => segmentOf(rows[at] as number))) {
      const places = wanted.map((at) => {
        return NPY_HEADER_BYTES + ((rows[at] as number) - (starts[segment] as number)) * bytes;
      });
      const found = await read(pathOf(segment, `${array}.npy`), places, bytes);
      if (wanted.length === rows.length) return found;
      result ??= new Uint8Array(rows.length * bytes);
      for (const [from, at] of wanted.entries()) {
        result.set(found.subarray(from * bytes, (from + 1) * bytes), at * bytes);
      }
    }
    return result ?? new Uint8Array();
  };

  return {
    bytes: bytesOf,
    async rows(array, rows) {
      const bytes = await bytesOf(array, rows);
      const result = new Float32Array(bytes.length / 2);
      placeFloats(bytes, result, 0);
      return result;
    },
    thumbnail: (row, start, length) => read(pathOf(segmentOf(row), THUMBNAILS), [start], length),
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
  const { buffer, byteOffset, length } = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes);
  fromFloat16(new Uint16Array(buffer, byteOffset, length / 2), result, offset);
}

function damaged(name: string, problem: string, cause?: unknown): GalleryError {
  return new GalleryError(name, problem, 'Copy the gallery again, or make it again with `rs-sam index --rebuild`.', {
    cause,
  });
}
