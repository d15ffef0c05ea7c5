import { NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { folderGallery } from '@rs-sam/search/node';
import { type GalleryManifest, rowBytes } from '../../packages/search/src/gallery/gallery-manifest';
import type { GalleryFiles } from '../../packages/search/src/gallery/gallery-source';
import { itemList } from '../../packages/search/src/gallery/item-list';
import { readGalleryManifest, readVerified } from '../../packages/search/src/gallery/read-manifest';
import { segmentArrays } from '../../packages/search/src/gallery/segment-arrays';
import { readGalleryRow } from '../../packages/search/src/node/postgres/gallery-row';
import { migrate } from '../../packages/search/src/node/postgres/migrations';
import { openConnection } from '../../packages/search/src/node/postgres/pg-database';
import { postgresPlace } from '../../packages/search/src/node/postgres/postgres-place';
import { databaseTarget } from '../../packages/search/src/node/postgres/postgres-target';
import { inGallery } from '../../packages/search/src/node/postgres/sql-database';
import { KEPT } from './mix-of';

/** Items that are written at a time. */
const BLOCK = 2000;

/** What building took. */
export interface DatabaseTimes {
  /** From the folder into `pending_item`. */
  readonly loadSeconds: number;
  /** Moving the items and building both graphs, in one transaction. */
  readonly commitSeconds: number;
}

/**
 * Writes a grown gallery into a database, as `mergeGalleries` does, but without encodings: `content` is a view that mixes those of the real
 * images. Null where the database has it already.
 *
 * @param base folder of the gallery of real images.
 */
export async function growDatabase(address: string, folder: string, base: string): Promise<DatabaseTimes | null> {
  const place = postgresPlace(address);
  const database = await openConnection(place);
  const source = folderGallery(folder) as GalleryFiles;
  const manifest = await readGalleryManifest(source);
  await migrate(database);
  const found = await inGallery(database, readGalleryRow);
  if (found !== null) {
    await database.close();
    return null;
  }
  // What an interrupted run left.
  await database.transaction((sql) => sql(`DROP SCHEMA "${place.schema}" CASCADE`));
  await migrate(database);
  await storeReal(database, base, manifest);
  await database.close();

  const list = itemList(await readVerified(source, manifest.items.file, manifest.items));
  const stored = segmentArrays(source, manifest);
  const { vectors } = manifest.arrays;
  let [loaded, committed] = [0, 0];
  const start = performance.now();
  await databaseTarget(place.name, () => openConnection(place)).locked(async (gallery) => {
    await gallery.read();
    await gallery.discard();
    const arrays = { 'encoding-regions': { type: '<f2', shape: [0] }, vectors } as GalleryManifest['arrays'];
    const writer = await gallery.openWriter(arrays, 'grown');
    for (let first = 0; first < list.count; first += BLOCK) {
      const items = Array.from({ length: Math.min(BLOCK, list.count - first) }, (_, at) => list.at(first + at));
      await writer.append({
        images: items.map(({ file, width, height, bytes, sha256 }) => ({
          ...{ file, width, height, bytes, sha256, thumbnail: new Uint8Array() },
        })),
        ...{ skipped: [], empty: [] },
        arrays: {
          'encoding-regions': new Uint8Array(),
          vectors: await stored.bytes(
            'vectors',
            items.map(({ row }) => row),
          ),
        },
      });
    }
    loaded = performance.now();
    const modelFiles = new Map<string, Uint8Array>();
    for (const file of Object.keys(manifest.model.files)) {
      modelFiles.set(file, await source.read(`${manifest.model.folder}/${file}`));
    }
    const { items: _, segments: __, format: ___, version: ____, ...rest } = manifest;
    const added = Array.from({ length: list.count }, (_, at) => {
      const { row: _row, ...item } = list.at(at);
      return item;
    });
    await gallery.commit({ manifest: rest, kept: [], added, modelFiles });
    committed = performance.now();
  });
  await source.close();
  return { loadSeconds: (loaded - start) / 1000, commitSeconds: (committed - loaded) / 1000 };
}

/** Replaces the table `content` by the encodings of the real images and a view that mixes them. */
async function storeReal(
  database: Awaited<ReturnType<typeof openConnection>>,
  base: string,
  { arrays }: GalleryManifest,
): Promise<void> {
  const source = folderGallery(base) as GalleryFiles;
  const { items } = await readGalleryManifest(source);
  const record = arrays['encoding-regions'] as GalleryManifest['arrays'][string];
  const [bytes, kept] = [rowBytes(record), (KEPT * rowBytes(record)) / (record.shape[0] as number)];
  await inGallery(database, async (sql) => {
    await sql('DROP TABLE content');
    await sql('CREATE TABLE real_content (place int4 PRIMARY KEY, encoding bytea NOT NULL)');
    await sql('ALTER TABLE real_content ALTER COLUMN encoding SET STORAGE EXTERNAL');
    for (let place = 0; place < items.count; place++) {
      const start = NPY_HEADER_BYTES + place * bytes;
      const row = await source.readRanges('segments/0001/encoding-regions.npy', [start], bytes);
      await sql('INSERT INTO real_content VALUES ($1, $2)', [place, row]);
    }
    // Keys begin at 1, and have no gap where the gallery was written at once.
    const [place, count] = ['(key - 1)', items.count];
    await sql(`CREATE VIEW content AS
      SELECT key, substr(a.encoding, 1, ${kept}) || substr(b.encoding, ${kept + 1}) AS encoding, ''::bytea AS thumbnail
      FROM item
      JOIN real_content a ON a.place = ${place} % ${count}
      JOIN real_content b ON b.place = CASE WHEN ${place} < ${count} THEN ${place}
        ELSE (${place}::int8 * 7919 + ${place} / ${count} * 104729) % ${count} END`);
    await sql('CREATE RULE content_insert AS ON INSERT TO content DO INSTEAD NOTHING');
    await sql('CREATE RULE content_delete AS ON DELETE TO content DO INSTEAD NOTHING');
  });
  await source.close();
}

/** Bytes of the items and of their graphs. */
export async function databaseBytes(address: string): Promise<number> {
  const database = await openConnection(postgresPlace(address));
  const [row] = await inGallery(database, (sql) =>
    sql<{ bytes: number }>("SELECT pg_total_relation_size('item')::float8 AS bytes"),
  );
  await database.close();
  return row?.bytes ?? 0;
}
