import { GalleryError } from '../../gallery/gallery-error';

/** A gallery in a Postgres database. */
export interface PostgresPlace {
  /** As `postgres://user@host/database`, for messages and files: without the password. */
  readonly name: string;
  /** What the client gets, with the password. */
  readonly connection: string;
  /** The schema of the tables: a database can have several galleries. */
  readonly schema: string;
}

/** The parameter of an address that names the schema. */
const SCHEMA = 'schema';

/** The schema where an address names none. */
const DEFAULT_SCHEMA = 'rs_sam';

/** Whether a place is a database: `postgres://` or `postgresql://`. */
export const isPostgres = (place: string): boolean => /^postgres(ql)?:\/\//i.test(place);

/**
 * Parses `postgres://user:password@host:port/database?schema=rs_sam`. All other parameters are the client's, as `sslmode`.
 *
 * @throws GalleryError, which does not have the password.
 */
export function postgresPlace(address: string): PostgresPlace {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !isPostgres(address)) {
    const example = 'postgres://user@host/database; in a password write %40 for @, %2F for / and %25 for %';
    throw new GalleryError('postgres://…', 'This is no address of a database.', `Write it as ${example}.`);
  }
  const schema = url.searchParams.get(SCHEMA) ?? DEFAULT_SCHEMA;
  const user = url.username === '' ? '' : `${url.username}@`;
  const named = schema === DEFAULT_SCHEMA ? '' : `?${SCHEMA}=${schema}`;
  const name = `postgres://${user}${url.host}${url.pathname}${named}`;
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) {
    throw new GalleryError(name, 'The name of its schema cannot be used.', 'Use small letters, digits and _.');
  }
  url.searchParams.delete(SCHEMA);
  return { name, connection: url.href, schema };
}
