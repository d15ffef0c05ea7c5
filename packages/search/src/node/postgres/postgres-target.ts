import type { GalleryItem } from '../../gallery/gallery-item';
import type { GalleryTarget, LockedGallery } from '../store/gallery-target';
import { commitGeneration, discardPending, type PresentItem } from './commit-generation';
import { readGalleryRecord, readGalleryRow } from './gallery-row';
import { ITEM_COLUMNS, type ItemRow, itemOf } from './item-row';
import { migrate } from './migrations';
import { openConnection } from './pg-database';
import { postgresPlace } from './postgres-place';
import { inGallery, type Sql, type SqlDatabase } from './sql-database';
import { openStepWriter } from './step-writer';
import { withDatabaseLock } from './with-database-lock';

/** A gallery in Postgres, to be made or changed, see `postgresGallery`. */
export function postgresTarget(address: string): GalleryTarget {
  const place = postgresPlace(address);
  return databaseTarget(place.name, () => openConnection(place));
}

/** @param connect opens one connection, which has the lock. */
export function databaseTarget(name: string, connect: () => Promise<SqlDatabase>): GalleryTarget {
  return {
    name,
    // A database is in no folder that images could be relative to.
    rootOf: () => '',
    async locked(work) {
      const database = await connect();
      try {
        await migrate(database);
        return await withDatabaseLock(database, () => work(lockedDatabase(database)));
      } finally {
        await database.close();
      }
    },
  };
}

function lockedDatabase(database: SqlDatabase): LockedGallery {
  const { name } = database;
  /** The items of the present generation, by id. */
  let present: ReadonlyMap<string, PresentItem> = new Map();
  return {
    async read() {
      const found = await inGallery(database, async (sql) => {
        const row = await readGalleryRow(sql);
        if (row === null) return null;
        return { manifest: await readGalleryRecord(sql, name), ...(await readItems(sql)) };
      });
      present = found?.present ?? present;
      return found && { manifest: found.manifest, items: found.items };
    },
    async pending() {
      const [row] = await inGallery(database, (sql) => sql<{ plan: string }>('SELECT plan FROM pending_plan'));
      return row?.plan ?? null;
    },
    discard: () => inGallery(database, discardPending),
    openWriter: (arrays, plan) => openStepWriter(database, arrays, plan),
    async commit(generation) {
      present = await inGallery(database, (sql) => commitGeneration(sql, generation, present));
      const { manifest, kept, added } = generation;
      return { manifest, items: [...kept, ...added.map(itemOfNew)] };
    },
  };
}

/** Items that are read at a time. */
const AT_ONCE = 10_000;

async function readItems(sql: Sql): Promise<{ items: GalleryItem[]; present: Map<string, PresentItem> }> {
  const items: GalleryItem[] = [];
  const present = new Map<string, PresentItem>();
  for (let after = -1; ; ) {
    const rows = await sql<ItemRow>(`SELECT ${ITEM_COLUMNS} FROM item WHERE key > $1 ORDER BY key LIMIT ${AT_ONCE}`, [
      after,
    ]);
    for (const row of rows) {
      const item = itemOf(row);
      items.push(item);
      present.set(item.id, { key: row.key, metadata: item.metadata });
    }
    const last = rows.at(-1);
    if (last === undefined) return { items, present };
    after = last.key;
  }
}

function itemOfNew({ thumbnail: _, ...item }: GalleryItem & { readonly thumbnail: unknown }): GalleryItem {
  return item;
}
