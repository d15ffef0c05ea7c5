import { describe, expect, it, vi } from 'vitest';
import { KINDS, NO_POSTGRES, testDatabase } from '../../../test/test-databases';
import { checkVersion, MIGRATIONS, migrate } from './migrations';
import { inGallery, type SqlDatabase } from './sql-database';

vi.setConfig({ testTimeout: 180_000 });

const versions = (database: SqlDatabase) =>
  inGallery(database, (sql) => sql<{ version: number }>('SELECT version FROM version ORDER BY version'));

describe.each(KINDS)('the tables in $kind', ({ kind, isThere }) => {
  it('are made once and brought up to date, and those of a later version are left alone', async ({ skip }) => {
    if (!isThere) skip(NO_POSTGRES);
    const { connectAlone } = testDatabase(kind);
    const database = await connectAlone();
    await expect(checkVersion(database)).rejects.toThrow('There is no gallery here');
    await migrate(database);
    await migrate(database);
    expect(await versions(database)).toEqual(MIGRATIONS.map((_, at) => ({ version: at + 1 })));
    await checkVersion(database);
    const next = [...MIGRATIONS, ['ALTER TABLE item ADD COLUMN later int4', 'CREATE TABLE another (a int4)']];
    await migrate(database, next);
    await migrate(database, next);
    expect(await versions(database)).toHaveLength(MIGRATIONS.length + 1);
    await expect(checkVersion(database)).rejects.toThrow('a later version of rs-sam');
    await expect(migrate(database)).rejects.toThrow('a later version of rs-sam');
    await database.close();
  });

  it('that could not be brought up to date are as they were', async ({ skip }) => {
    if (!isThere) skip(NO_POSTGRES);
    const { connectAlone } = testDatabase(kind);
    const database = await connectAlone();
    await migrate(database);
    const broken = [...MIGRATIONS, ['CREATE TABLE half (a int4)', 'no statement']];
    await expect(migrate(database, broken)).rejects.toThrow('The database failed: ');
    await checkVersion(database);
    const [row] = await inGallery(database, (sql) => sql("SELECT to_regclass('half')::text AS found"));
    expect(row).toEqual({ found: null });
    await database.close();
  });
});
