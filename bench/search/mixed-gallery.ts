import { join } from 'node:path';
import { exists } from '@rs-sam/foundation/files';
import { fromFloat16, NPY_HEADER_BYTES, toFloat16 } from '@rs-sam/foundation/formats';
import { folderGallery } from '@rs-sam/search/node';
import type { StoredEncodings } from '../../packages/search/src/gallery/gallery';
import type { StoredItem } from '../../packages/search/src/gallery/gallery-item';
import { type GalleryManifest, rowBytes } from '../../packages/search/src/gallery/gallery-manifest';
import type { GalleryFiles } from '../../packages/search/src/gallery/gallery-source';
import { readGalleryManifest } from '../../packages/search/src/gallery/read-manifest';
import { segmentArrays } from '../../packages/search/src/gallery/segment-arrays';
import { commitGallery, segmentFolder } from '../../packages/search/src/node/store/gallery-folder';
import { openSegmentWriter } from '../../packages/search/src/node/store/segment-writer';
import { HEAD_FILE, parseHead } from '../../packages/search/src/shortlist/shortlist-head';
import { KEPT, mixOf } from './mix-of';
import { mixedVectors } from './mixed-vectors';

/** The array of the encodings. */
const REGIONS = 'encoding-regions';

/** Items that are made at a time. */
const BLOCK = 2000;

/**
 * Grows a gallery of real images: an item has ten regions of one image and the others of another one, the vector that the head makes of that,
 * and no thumbnail. Its encodings are not stored: `mixedSource` puts them together at each reading.
 *
 * @param base folder of the gallery of real images, of one segment.
 */
export async function growGallery(folder: string, base: string, count: number): Promise<void> {
  if (await exists(join(folder, 'manifest.json'))) return;
  const source = folderGallery(base) as GalleryFiles;
  const manifest = await readGalleryManifest(source);
  const { vectors } = manifest.arrays;
  const stored = await allEncodings(source, manifest);
  const head = await parseHead(await source.read(`${manifest.model.folder}/${HEAD_FILE}`), HEAD_FILE);
  const name = '0001';
  if (head.projections === null || manifest.shortlist.kind !== 'head')
    throw new Error('The checkpoint needs a shortlist head.');
  const vectorsOf = mixedVectors(stored, head.projections);
  // The first items are the real ones, whose vectors the package has made.
  const own = await segmentArrays(source, manifest).rows('vectors', [0, 1]);
  const far = vectorsOf([0, 1]).findIndex((value, at) => Math.abs(value - (own[at] as number)) > 1e-2);
  if (far >= 0) throw new Error(`Number ${far} of the vectors is not that of the package.`);
  const writer = await openSegmentWriter(
    segmentFolder(folder, name),
    name,
    { vectors: vectors as NonNullable<typeof vectors> },
    '{}',
  );
  const unknown = { width: 256, height: 256, bytes: 0, sha256: '0'.repeat(64), thumbnail: new Uint8Array() };
  for (let start = writer.done.length * BLOCK; start < count; start += BLOCK) {
    const places = Array.from({ length: Math.min(BLOCK, count - start) }, (_, at) => start + at);
    const rows = toFloat16(vectorsOf(places));
    await writer.append({
      images: places.map((place) => ({ file: nameOf(place), ...unknown })),
      ...{ skipped: [], empty: [] },
      arrays: { vectors: new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength) },
    });
  }
  const segment = await writer.finish();
  const items = writer.done
    .flatMap((step) => step.images)
    .map((image, row): StoredItem => ({ row, id: image.file, ...image, metadata: metadataOf(row) }));
  const files = new Map<string, Uint8Array>();
  for (const file of Object.keys(manifest.model.files)) {
    files.set(file, await source.read(`${manifest.model.folder}/${file}`));
  }
  await source.close();
  const { items: _, format: __, version: ___, ...rest } = manifest;
  await commitGallery(folder, { ...rest, segments: [segment] }, items, files);
}

/** The gallery of `growGallery`, with the encodings of its items. */
export function mixedSource(folder: string, base: string): GalleryFiles {
  const [grown, real] = [folderGallery(folder) as GalleryFiles, folderGallery(base) as GalleryFiles];
  let shape: Promise<{ images: number; bytes: number; region: number }> | undefined;
  const read = async () => {
    const { items, arrays } = await readGalleryManifest(real);
    const record = arrays[REGIONS] as GalleryManifest['arrays'][string];
    return { images: items.count, bytes: rowBytes(record), region: rowBytes(record) / (record.shape[0] as number) };
  };
  return {
    ...grown,
    async readRanges(file, starts, length) {
      if (!file.endsWith(`${REGIONS}.npy`)) return grown.readRanges(file, starts, length);
      shape ??= read();
      const { images, bytes, region } = await shape;
      const parents = starts.map((start) => mixOf((start - NPY_HEADER_BYTES) / bytes, images));
      const parts = (which: 0 | 1, from: number, size: number) => {
        const places = parents.map((images) => NPY_HEADER_BYTES + images[which] * bytes + from * region);
        return real.readRanges(`segments/0001/${REGIONS}.npy`, places, size);
      };
      const [kept, rest] = [KEPT * region, bytes - KEPT * region];
      const [first, second] = [await parts(0, 0, kept), await parts(1, KEPT, rest)];
      const mixes = new Uint8Array(starts.length * bytes);
      for (const at of starts.keys()) {
        mixes.set(first.subarray(at * kept, (at + 1) * kept), at * bytes);
        mixes.set(second.subarray(at * rest, (at + 1) * rest), at * bytes + kept);
      }
      return mixes;
    },
    async close() {
      await grown.close();
      await real.close();
    },
  };
}

/** Of each item, so that filters can be measured. */
const metadataOf = (place: number) => ({ hundredth: place % 100 });

const nameOf = (place: number): string => `${String(place).padStart(7, '0')}.tif`;

async function allEncodings(source: GalleryFiles, manifest: GalleryManifest): Promise<StoredEncodings> {
  const rows = Array.from({ length: manifest.items.count }, (_, row) => row);
  const { shape } = manifest.arrays[REGIONS] as GalleryManifest['arrays'][string];
  const bytes = await segmentArrays(source, manifest).bytes(REGIONS, rows);
  const data = new Float32Array(bytes.length / 2);
  fromFloat16(new Uint16Array(bytes.buffer), data, 0);
  return { regions: { shape: [rows.length, ...shape], data } };
}
