import { NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import type { Engine } from '../engine/engine';
import { flatEngine } from '../engine/flat-engine';
import { type GalleryManifest, rowBytes, rowNumbers, vectorArray } from './gallery-manifest';
import type { GalleryFiles, GalleryVectors } from './gallery-source';
import type { ItemList } from './item-list';
import { liveRuns } from './live-runs';
import { hashOf } from './read-manifest';
import { arrayRecord, placeFloats } from './segment-arrays';

/** @param rows of the items in the arrays, ascending. */
export function galleryVectors(source: GalleryFiles, manifest: GalleryManifest, rows: Int32Array): GalleryVectors {
  const array = vectorArray(manifest);
  const { width } = manifest.shortlist;
  const read = () => readRows(source, manifest, array, rows);
  let flat: Promise<Engine> | undefined;
  return {
    ...{ count: rows.length, width, read },
    identity() {
      const files = manifest.segments.map((segment) => [segment.rows, segment.files[`${array}.npy`]?.sha256]);
      return hashOf(new TextEncoder().encode(JSON.stringify([array, width, files, [...rows]])), source.name);
    },
    flat() {
      flat ??= read().then((vectors) => flatEngine(vectors, width));
      return flat;
    },
    async close() {
      // Who asked for it was told that it could not be read.
      const engine = await flat?.catch(() => undefined);
      engine?.close?.();
    },
  };
}

/** The rows of the items of a list. */
export const itemRows = (items: ItemList): Int32Array =>
  Int32Array.from({ length: items.count }, (_, place) => items.row(place));

/** Some rows of an array, in ascending order, from whole files: each is verified. */
async function readRows(
  source: GalleryFiles,
  manifest: GalleryManifest,
  array: string,
  wanted: Int32Array,
): Promise<Float32Array> {
  const record = arrayRecord(manifest, array);
  const bytes = rowBytes(record);
  const width = rowNumbers(record);
  const result = new Float32Array(wanted.length * width);
  for await (const { content, from, count, place } of liveRuns(source, manifest, `${array}.npy`, wanted)) {
    const data = content.subarray(NPY_HEADER_BYTES);
    placeFloats(data.subarray(from * bytes, (from + count) * bytes), result, place * width);
  }
  return result;
}
