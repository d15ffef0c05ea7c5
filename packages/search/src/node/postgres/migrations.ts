import { GalleryError } from '../../gallery/gallery-error';
import { inGallery, type SqlDatabase } from './sql-database';

/** The statements of each version of the tables, the first one first. A published version is never changed: what is new comes behind. */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    `CREATE TABLE gallery (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      generation int4 NOT NULL,
      -- SHA-256 of what made the items: model, features, shortlist, thumbnails, windows.
      origin text NOT NULL,
      items int4 NOT NULL,
      -- The norm of the longest vector when the products were written.
      longest float8 NOT NULL,
      manifest text NOT NULL
    )`,
    'CREATE TABLE model_file (path text PRIMARY KEY, content bytea NOT NULL)',
    'CREATE SEQUENCE item_key AS int4',
    `CREATE TABLE item (
      key int4 PRIMARY KEY,
      id text NOT NULL UNIQUE,
      file text NOT NULL,
      -- x, y, width and height of a window of a scene.
      area int4[],
      width int4 NOT NULL,
      height int4 NOT NULL,
      bytes int8 NOT NULL,
      sha256 text NOT NULL,
      vector halfvec NOT NULL,
      -- The metadata as they were given, and what filters compare: own fields and metadata in small letters.
      metadata json NOT NULL,
      fields jsonb NOT NULL,
      -- [v, √(M² − |v|²)]: the largest products have the largest cosines.
      product halfvec NOT NULL
    )`,
    'CREATE INDEX item_file ON item (file)',
    // Apart from the items, so that a filter does not read past them.
    'CREATE TABLE content (key int4 PRIMARY KEY, encoding bytea NOT NULL, thumbnail bytea NOT NULL)',
    // Float16 and JPEG do not become smaller.
    'ALTER TABLE content ALTER COLUMN encoding SET STORAGE EXTERNAL, ALTER COLUMN thumbnail SET STORAGE EXTERNAL',
    // What an unfinished run has encoded.
    'CREATE TABLE pending_plan (single boolean PRIMARY KEY DEFAULT true CHECK (single), plan text NOT NULL)',
    'CREATE TABLE pending_step (step int4 PRIMARY KEY, record text NOT NULL)',
    `CREATE TABLE pending_item (
      key int4 PRIMARY KEY, id text NOT NULL, file text NOT NULL, area int4[], width int4 NOT NULL, height int4 NOT NULL,
      bytes int8 NOT NULL, sha256 text NOT NULL, vector halfvec NOT NULL
    )`,
  ],
];

/** The oldest pgvector whose scans go on under filters. */
const PGVECTOR = [0, 8] as const;

const INSTALL =
  'Install pgvector 0.8 or later on the server; then an administrator runs CREATE EXTENSION vector in this database.';

/**
 * Creates the tables of a gallery, or brings those of an earlier version up to date. Two processes at once do it one after the other.
 *
 * @throws GalleryError where the tables are of a later version, or pgvector is missing or too old.
 */
export async function migrate(database: SqlDatabase, migrations = MIGRATIONS): Promise<void> {
  const { name, schema } = database;
  await database.transaction(async (sql) => {
    await sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text', [`rs-sam migration ${schema}`]);
    await sql('CREATE EXTENSION IF NOT EXISTS vector').catch((cause) => {
      throw new GalleryError(name, 'pgvector is not available.', INSTALL, { cause });
    });
    await sql(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
    await sql(
      `CREATE TABLE IF NOT EXISTS "${schema}".version (version int4 PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now())`,
    );
  });
  await inGallery(database, async (sql) => {
    await sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text', [`rs-sam migration ${schema}`]);
    const [extension] = await sql<{ extversion: string }>(
      "SELECT extversion FROM pg_extension WHERE extname = 'vector'",
    );
    const [major = 0, minor = 0] = (extension?.extversion ?? '').split('.').map(Number);
    if (major < PGVECTOR[0] || (major === PGVECTOR[0] && minor < PGVECTOR[1])) {
      throw new GalleryError(name, `Its pgvector ${extension?.extversion} is too old.`, INSTALL);
    }
    const found = await versionOf(sql);
    if (found > migrations.length) throw laterVersion(name);
    for (const [at, statements] of migrations.entries()) {
      if (at < found) continue;
      for (const statement of statements) await sql(statement);
      await sql('INSERT INTO version (version) VALUES ($1)', [at + 1]);
    }
  });
}

/**
 * @throws GalleryError where there is no gallery, or its tables are of another version.
 */
export async function checkVersion(database: SqlDatabase): Promise<void> {
  const { name, schema } = database;
  const [found] = await database.transaction((sql) =>
    sql<{ exists: boolean }>('SELECT to_regclass($1) IS NOT NULL AS exists', [`"${schema}".version`]),
  );
  if (found?.exists !== true) throw noGallery(name);
  const version = await inGallery(database, versionOf);
  if (version > MIGRATIONS.length) throw laterVersion(name);
  if (version < MIGRATIONS.length) {
    throw new GalleryError(
      name,
      'Its tables are of an earlier version.',
      'Bring them up to date: run `rs-sam index` for it.',
    );
  }
}

const versionOf = async (sql: Parameters<Parameters<SqlDatabase['transaction']>[0]>[0]): Promise<number> => {
  const [row] = await sql<{ version: number | null }>('SELECT max(version) AS version FROM version');
  return row?.version ?? 0;
};

export const noGallery = (name: string): GalleryError =>
  new GalleryError(name, 'There is no gallery here.', 'Make one with `rs-sam index`, or check the address.');

const laterVersion = (name: string): GalleryError =>
  new GalleryError(name, 'Its tables are of a later version of rs-sam.', 'Use that version.');
