import { setTimeout } from 'node:timers/promises';
import { GalleryError } from '../../gallery/gallery-error';
import type { SqlDatabase } from './sql-database';

/** The server takes a moment to notice that a process was killed, and longer where a statement of it still runs. */
const PATIENCE = 10_000;

/** Between two attempts, in milliseconds. */
const PAUSE = 250;

/**
 * Runs `work` while this connection has the lock of its gallery, which ends with the connection.
 *
 * @throws GalleryError where another connection has it.
 */
export async function withDatabaseLock<T>(
  database: SqlDatabase,
  work: () => Promise<T>,
  patience = PATIENCE,
): Promise<T> {
  const call = async (name: string) => {
    const [row] = await database.transaction((sql) =>
      sql<{ done: boolean }>(`SELECT ${name}(hashtextextended($1, 0)) AS done`, [`rs-sam gallery ${database.schema}`]),
    );
    return row?.done === true;
  };
  for (const end = performance.now() + patience; !(await call('pg_try_advisory_lock')); await setTimeout(PAUSE)) {
    if (performance.now() < end) continue;
    throw new GalleryError(
      database.name,
      'Another process is changing this gallery.',
      'Wait until it ends, and run the command again.',
    );
  }
  try {
    return await work();
  } finally {
    // A connection that broke has no lock any more.
    await call('pg_advisory_unlock').catch(() => undefined);
  }
}
