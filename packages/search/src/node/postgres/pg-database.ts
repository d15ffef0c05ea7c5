import { importInstalled } from '@rs-sam/foundation/node';
import type { Client, Pool, PoolClient } from 'pg';
import { GalleryError } from '../../gallery/gallery-error';
import { databaseError } from './database-error';
import type { PostgresPlace } from './postgres-place';
import type { Sql, SqlDatabase } from './sql-database';

/** Connections of a search. */
const CONNECTIONS = 4;

/** Opens connections to search with. */
export async function openPool(place: PostgresPlace): Promise<SqlDatabase> {
  const pg = await loadPg();
  const pool: Pool = configured(place, (settings) => new pg.Pool({ ...settings, max: CONNECTIONS }));
  let ended: Promise<void> | undefined;
  // A connection that breaks while it is idle is replaced at the next search.
  pool.on('error', () => undefined);
  return databaseOf(place, {
    async use(work) {
      const client = await pool.connect();
      let broken = true;
      try {
        const result = await work(client);
        broken = false;
        return result;
      } finally {
        client.release(broken);
      }
    },
    close() {
      ended ??= pool.end();
      return ended;
    },
  });
}

/** Opens one connection to write with: a lock that it holds ends with it. */
export async function openConnection(place: PostgresPlace): Promise<SqlDatabase> {
  const pg = await loadPg();
  const client: Client = configured(place, (settings) => new pg.Client(settings));
  // What breaks the connection fails the next statement.
  client.on('error', () => undefined);
  await client.connect().catch((error) => {
    throw databaseError(place.name, error);
  });
  return databaseOf(place, { use: (work) => work(client), close: () => client.end() });
}

const loadPg = () =>
  importInstalled('pg', 'A gallery in Postgres', () => import('pg').then((module) => module.default ?? module));

/** @param make may throw an error that has the address with the password. */
function configured<T>({ name, connection }: PostgresPlace, make: (settings: object) => T): T {
  try {
    return make({ connectionString: connection, application_name: 'rs-sam' });
  } catch {
    throw new GalleryError(name, 'This is no address of a database.', 'Check its parameters.');
  }
}

interface Connections {
  use<T>(work: (client: Client | PoolClient) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

function databaseOf({ name, schema }: PostgresPlace, { use, close }: Connections): SqlDatabase {
  const fail = (error: unknown): never => {
    throw error instanceof Error && !('gallery' in error) && isOfDatabase(error) ? databaseError(name, error) : error;
  };
  return {
    ...{ name, schema, close },
    transaction: (work) =>
      use(async (client) => {
        const sql: Sql = async (text, values = []) => (await client.query(text, [...values]).catch(fail)).rows;
        await client.query('BEGIN').catch(fail);
        try {
          const result = await work(sql);
          await client.query('COMMIT').catch(fail);
          return result;
        } catch (error) {
          await client.query('ROLLBACK').catch(() => undefined);
          throw error;
        }
      }).catch(fail),
  };
}

/** Whether an error comes from the server or from the way to it, and not from the work in a transaction. */
const isOfDatabase = (error: Error): boolean =>
  'severity' in error || 'syscall' in error || /^(Connection|Client|timeout)/i.test(error.message);
