import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { databaseError } from '../src/node/postgres/database-error';
import type { Sql, SqlDatabase } from '../src/node/postgres/sql-database';

let opened: Promise<PGlite> | undefined;

/** A schema of a Postgres inside this process, in memory; it is opened once, which takes seconds. */
export async function pgliteDatabase(schema: string): Promise<SqlDatabase> {
  opened ??= PGlite.create({ extensions: { vector } });
  const pglite = await opened;
  const name = `pglite?schema=${schema}`;
  return {
    ...{ name, schema },
    transaction: (work) =>
      pglite.transaction((client) => {
        const sql: Sql = async <Row>(text: string, values: readonly unknown[] = []) => {
          const { rows } = await client.query<Row>(text, [...values]).catch((error) => {
            throw databaseError(name, error);
          });
          return rows;
        };
        return work(sql);
      }),
    close: async () => undefined,
  };
}
