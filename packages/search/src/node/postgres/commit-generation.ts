import { canonicalJson } from '@rs-sam/foundation/formats';
import type { GalleryItem } from '../../gallery/gallery-item';
import type { GalleryRecord } from '../../gallery/gallery-manifest';
import type { Generation } from '../store/gallery-target';
import { filterFields } from './filter-sql';
import { originHash, readGalleryRow } from './gallery-row';
import { forRows, type Sql } from './sql-database';
import { createGraphs, DROP_GRAPHS, productOf } from './vector-sql';

/** Of an item of the present generation, what the next one needs. */
export interface PresentItem extends Pick<GalleryItem, 'metadata'> {
  readonly key: number;
}

/**
 * Makes a generation the present one, in the transaction of `sql`.
 *
 * @param present the items of the present generation, by id.
 * @returns the same of the new one.
 */
export async function commitGeneration(
  sql: Sql,
  { manifest, kept, added, modelFiles }: Generation,
  present: ReadonlyMap<string, PresentItem>,
): Promise<Map<string, PresentItem>> {
  const next = new Map(kept.map(({ id, metadata }) => [id, { key: (present.get(id) as PresentItem).key, metadata }]));
  const removed = [...present].flatMap(([id, { key }]) => (next.has(id) ? [] : [key]));
  await sql('DELETE FROM item WHERE key = ANY ($1::int4[])', [removed]);
  await sql('DELETE FROM content WHERE key = ANY ($1::int4[])', [removed]);

  // Graphs are built anew where most items are new: inserting one after the other takes longer.
  const before = kept.length === 0 ? 0 : ((await readGalleryRow(sql))?.longest ?? 0);
  const longest = Math.max(before, await longestNorm(sql));
  const anew = added.length > kept.length || longest > before;
  if (anew) await sql(DROP_GRAPHS);
  if (longest > before) await sql(`UPDATE item SET product = ${productOf('$1')}`, [longest]);
  const pending = await sql<{ key: number; id: string }>('SELECT key, id FROM pending_item ORDER BY key');
  const items = new Map(added.map((item) => [item.id, item]));
  for (const { id, key } of pending) next.set(id, { key, metadata: (items.get(id) as GalleryItem).metadata });
  await forRows(
    sql,
    ['int4', 'json', 'jsonb', 'float8'],
    pending.map(({ key, id }) => [key, ...fieldsOf(items.get(id) as GalleryItem), longest]),
    (values) =>
      `INSERT INTO item (key, id, file, area, width, height, bytes, sha256, vector, metadata, fields, product)
       SELECT key, id, file, area, width, height, bytes, sha256, vector, new.metadata, new.fields, ${productOf('new.longest')}
       FROM pending_item JOIN (VALUES ${values}) AS new (key, metadata, fields, longest) USING (key)`,
  );
  await updateMetadata(sql, kept, present);
  if (anew) for (const statement of createGraphs(manifest.shortlist.width)) await sql(statement);
  await writeModel(sql, manifest, modelFiles);
  await sql('DELETE FROM gallery');
  await sql('INSERT INTO gallery (generation, origin, items, longest, manifest) VALUES ($1, $2, $3, $4, $5)', [
    manifest.generation,
    originHash(manifest),
    next.size,
    longest,
    JSON.stringify(manifest),
  ]);
  await forgetSteps(sql);
  if (anew) await sql('ANALYZE item');
  return next;
}

/** Removes the steps of an unfinished run. */
export async function discardPending(sql: Sql): Promise<void> {
  await sql('DELETE FROM content WHERE key IN (SELECT key FROM pending_item)');
  await forgetSteps(sql);
}

async function forgetSteps(sql: Sql): Promise<void> {
  for (const table of ['plan', 'step', 'item']) await sql(`DELETE FROM pending_${table}`);
}

async function longestNorm(sql: Sql): Promise<number> {
  const [row] = await sql<{ longest: number | null }>('SELECT max(l2_norm(vector)) AS longest FROM pending_item');
  return row?.longest ?? 0;
}

/** The columns `metadata` and `fields`. */
const fieldsOf = (item: GalleryItem): [string, string] => [
  JSON.stringify(item.metadata),
  filterFields(item, item.metadata),
];

/** Of the items that stay, those whose metadata changed. */
async function updateMetadata(
  sql: Sql,
  kept: readonly GalleryItem[],
  present: ReadonlyMap<string, PresentItem>,
): Promise<void> {
  const of = ({ id }: GalleryItem) => present.get(id) as PresentItem;
  const changed = kept.filter((item) => canonicalJson(of(item).metadata) !== canonicalJson(item.metadata));
  await forRows(
    sql,
    ['int4', 'json', 'jsonb'],
    changed.map((item) => [of(item).key, ...fieldsOf(item)]),
    (values) =>
      `UPDATE item SET metadata = new.metadata, fields = new.fields
       FROM (VALUES ${values}) AS new (key, metadata, fields) WHERE item.key = new.key`,
  );
}

/** The files of another model are removed. */
async function writeModel(sql: Sql, { model }: GalleryRecord, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await sql('DELETE FROM model_file WHERE NOT starts_with(path, $1)', [`${model.folder}/`]);
  for (const [file, content] of files) {
    await sql('INSERT INTO model_file (path, content) VALUES ($1, $2) ON CONFLICT (path) DO NOTHING', [
      `${model.folder}/${file}`,
      content,
    ]);
  }
}
