import { randomBytes } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { openConnection, openPool } from '../src/node/postgres/pg-database';
import { postgresPlace } from '../src/node/postgres/postgres-place';
import type { SqlDatabase } from '../src/node/postgres/sql-database';
import { pgliteDatabase } from './pglite-database';

/** A database of the tests. */
export interface TestDatabase {
  readonly name: string;
  readonly schema: string;
  /** Of a real Postgres. */
  readonly address: string;
  /** Connects to search with. */
  readonly connect: () => Promise<SqlDatabase>;
  /** Connects to write with. */
  readonly connectAlone: () => Promise<SqlDatabase>;
}

/** The address of a Postgres with pgvector, whose user may create schemas and extensions. */
export const POSTGRES = process.env.RS_SAM_TEST_POSTGRES ?? '';

/** The note for `skip` of a test that needs it. */
export const NO_POSTGRES = 'a Postgres with pgvector in $RS_SAM_TEST_POSTGRES';

/** The kinds of database that tests run on, and whether each is there. */
export const KINDS = [
  { kind: 'PGlite', isThere: true },
  { kind: 'Postgres', isThere: POSTGRES !== '' },
] as const;

/** A schema that no other test has, removed after this one. */
export function testDatabase(kind: 'PGlite' | 'Postgres'): TestDatabase {
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const address = POSTGRES === '' ? '' : withSchema(POSTGRES, schema);
  const connect = () => (kind === 'PGlite' ? pgliteDatabase(schema) : openPool(postgresPlace(address)));
  const connectAlone = () => (kind === 'PGlite' ? pgliteDatabase(schema) : openConnection(postgresPlace(address)));
  onTestFinished(async () => {
    const database = await connectAlone();
    await database.transaction((sql) => sql(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`));
    await database.close();
  });
  return { name: `test ${kind}`, schema, address, connect, connectAlone };
}

function withSchema(address: string, schema: string): string {
  const url = new URL(address);
  url.searchParams.set('schema', schema);
  return url.href;
}
