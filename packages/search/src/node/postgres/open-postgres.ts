import { checkShape } from '@rs-sam/foundation/errors';
import type { Filter } from '../../filter/filter';
import type { Gallery, NearestQuery, Neighbour, StoredEncodings } from '../../gallery/gallery';
import { GalleryError } from '../../gallery/gallery-error';
import { encodingArrays, type GalleryRecord, rowBytes } from '../../gallery/gallery-manifest';
import { placeFloats } from '../../gallery/segment-arrays';
import type { Region } from '../../scene/parse-region';
import { filterSql } from './filter-sql';
import { type GalleryRow, originHash, readGalleryRecord, readGalleryRow } from './gallery-row';
import { ITEM_COLUMNS, type ItemRow, itemOf } from './item-row';
import { checkVersion, noGallery } from './migrations';
import { type Allowed, nearestItems } from './nearest-items';
import { regionKeys } from './region-keys';
import { inGallery, type Sql, type SqlDatabase } from './sql-database';

/**
 * Opens a gallery in a database; closing it closes the database.
 *
 * @throws GalleryError where there is none, or it is of another version or damaged.
 */
export async function openPostgres(database: SqlDatabase): Promise<Gallery> {
  const { name } = database;
  await checkVersion(database);
  const { row: opened, record } = await inGallery(database, async (sql) => {
    const row = await readGalleryRow(sql);
    if (row === null) throw noGallery(name);
    return { row, record: await readGalleryRecord(sql, name) };
  });
  const { width } = record.shortlist;
  const allowed = allowedCache(record);
  const origin = originHash(record);

  /** Runs a query on the present generation, as long as the same model made it. */
  const asked = <T>(work: (sql: Sql, row: GalleryRow) => Promise<T>): Promise<T> =>
    inGallery(database, async (sql) => {
      const row = await readGalleryRow(sql);
      if (row?.origin === origin) return work(sql, row);
      const problem = 'It was made again in another way since it was opened.';
      throw new GalleryError(name, problem, 'Open it again: restart the search or the server.');
    });

  return {
    origin: record,
    scenes: record.scenes,
    size: opened.items,
    nearest: ({ measure = 'product', filter = null, region = null, ...query }: NearestQuery): Promise<Neighbour[]> =>
      asked(async (sql, row) => {
        checkShape(
          'vector',
          [query.vector.length],
          [width],
          'Use a text or an image of the model that made the gallery.',
        );
        return nearestItems(sql, { ...query, measure }, await allowed(sql, row, filter, region), row.items);
      }),
    count: (filter, region = null) => asked(async (sql, row) => (await allowed(sql, row, filter, region)).count),
    items: (keys) =>
      asked(async (sql) => {
        const rows = await sql<ItemRow>(`SELECT ${ITEM_COLUMNS} FROM item WHERE key = ANY ($1::int4[])`, [keys]);
        const byKey = new Map(rows.map((row) => [row.key, row]));
        return keys.map((key) => itemOf(found(name, byKey, key)));
      }),
    async keyOf(id) {
      const [row] = await asked((sql) => sql<{ key: number }>('SELECT key FROM item WHERE id = $1', [id]));
      return row?.key ?? null;
    },
    async thumbnail(key) {
      const [row] = await asked((sql) =>
        sql<{ key: number; thumbnail: Uint8Array }>('SELECT key, thumbnail FROM content WHERE key = $1', [key]),
      );
      return found(name, new Map(row && [[row.key, row]]), key).thumbnail;
    },
    async encodings(keys) {
      const rows = await asked((sql) =>
        sql<EncodingRow>('SELECT key, encoding FROM content WHERE key = ANY ($1::int4[])', [keys]),
      );
      const byKey = new Map(rows.map((row) => [row.key, row]));
      return encodingsOf(
        keys.map((key) => found(name, byKey, key).encoding),
        record.arrays,
      );
    },
    close: () => database.close(),
  };
}

interface EncodingRow {
  readonly key: number;
  readonly encoding: Uint8Array;
}

/** An item may be removed between the shortlist and what follows. */
function found<T>(name: string, rows: ReadonlyMap<number, T>, key: number): T {
  const row = rows.get(key);
  if (row !== undefined) return row;
  throw new GalleryError(name, 'An item was removed during the search.', 'Search again.');
}

function encodingsOf(rows: readonly Uint8Array[], arrays: GalleryRecord['arrays']): StoredEncodings {
  let start = 0;
  const tensors = encodingArrays(arrays).map(({ tensor, record }): [string, StoredEncodings[string]] => {
    const bytes = rowBytes(record);
    const data = new Float32Array((rows.length * bytes) / 2);
    for (const [at, row] of rows.entries()) placeFloats(row.subarray(start, start + bytes), data, (at * bytes) / 2);
    start += bytes;
    return [tensor, { shape: [rows.length, ...record.shape], data }];
  });
  return Object.fromEntries(tensors);
}

/** Of the last filter and region, what they allow is remembered: a page counts, compares, and is often followed by the next one. */
function allowedCache({ scenes }: GalleryRecord) {
  let last: { readonly key: string; readonly allowed: Allowed } | undefined;
  return async (sql: Sql, { generation, items }: GalleryRow, filter: Filter | null, region: Region | null) => {
    if ((filter === null || filter.length === 0) && region === null) return { text: 'true', values: [], count: items };
    const key = JSON.stringify([generation, filter, region]);
    if (last?.key !== key) {
      const values: unknown[] = [];
      const add = (value: unknown) => `$${values.push(value)}`;
      const parts = [filterSql(filter ?? [], add)];
      if (region !== null) parts.push(`key = ANY (${add(await regionKeys(sql, scenes, region))}::int4[])`);
      const text = parts.join(' AND ');
      const [counted] = await sql<{ count: number }>(`SELECT count(*)::int4 AS count FROM item WHERE ${text}`, values);
      last = { key, allowed: { text, values, count: counted?.count ?? 0 } };
    }
    return last.allowed;
  };
}
