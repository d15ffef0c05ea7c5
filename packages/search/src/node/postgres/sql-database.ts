/**
 * Runs one statement, with `$1`, `$2`, … for the values. The columns of its answer are of the types int4, float8, bool, text and bytea, which
 * all clients read alike; other types are cast.
 */
export type Sql = <Row>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** A database that has pgvector. */
export interface SqlDatabase {
  /** For messages: without a password. */
  readonly name: string;
  /** The schema of the gallery's tables. */
  readonly schema: string;
  /** Runs `work` in a transaction, which is undone where it throws. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Settings of a transaction, as `hnsw.ef_search`. */
export type SqlSettings = Readonly<Record<string, string | number>>;

/** Applies settings until the end of the transaction. */
export async function applySettings(sql: Sql, settings: SqlSettings): Promise<void> {
  const names = Object.keys(settings);
  const calls = names.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`);
  await sql(
    `SELECT ${calls.join(', ')}`,
    names.flatMap((name) => [name, String(settings[name])]),
  );
}

/** Runs `work` in a transaction in which names of tables are those of the gallery, and `sql` finds pgvector wherever it was installed. */
export function inGallery<T>(database: SqlDatabase, work: (sql: Sql) => Promise<T>): Promise<T> {
  return database.transaction(async (sql) => {
    await sql(
      `SELECT set_config('search_path', concat_ws(', ', quote_ident($1), 'public',
        (SELECT quote_ident(nspname) FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'vector')), true)`,
      [database.schema],
    );
    return work(sql);
  });
}

/** Rows of one statement at most: it has at most 65,535 values. */
const ROWS = 1000;

/** Runs a statement for many rows, some at a time. `statement` gets the text of `VALUES`, as `($1::int4, $2::text), ($3, $4)`. */
export async function forRows(
  sql: Sql,
  types: readonly string[],
  rows: readonly (readonly unknown[])[],
  statement: (values: string) => string,
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS) {
    const some = rows.slice(start, start + ROWS);
    const places = some.map((row, at) => {
      const cells = row.map((_, column) => `$${at * row.length + column + 1}${at === 0 ? `::${types[column]}` : ''}`);
      return `(${cells.join(', ')})`;
    });
    await sql(statement(places.join(', ')), some.flat());
  }
}
