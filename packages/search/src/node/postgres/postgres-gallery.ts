import { GalleryError } from '../../gallery/gallery-error';
import type { GalleryDatabase } from '../../gallery/gallery-source';
import { openPostgres } from './open-postgres';
import { openPool } from './pg-database';
import { postgresPlace } from './postgres-place';
import { inGallery, type SqlDatabase } from './sql-database';

/** A gallery in Postgres: `postgres://user:password@host:port/database?schema=rs_sam`. It needs the package pg. */
export function postgresGallery(address: string): GalleryDatabase {
  const place = postgresPlace(address);
  return databaseGallery(place.name, () => openPool(place));
}

/** The gallery of a database that `connect` opens. */
export function databaseGallery(name: string, connect: () => Promise<SqlDatabase>): GalleryDatabase {
  let database: SqlDatabase | undefined;
  return {
    name,
    async open() {
      const connected = await connect();
      try {
        const gallery = await openPostgres(connected);
        database = connected;
        return gallery;
      } catch (error) {
        await connected.close();
        throw error;
      }
    },
    async read(path) {
      if (database === undefined) throw new GalleryError(name, 'It is not open.', 'Open it first.');
      const [file] = await inGallery(database, (sql) =>
        sql<{ content: Uint8Array }>('SELECT content FROM model_file WHERE path = $1', [path]),
      );
      if (file !== undefined) return new Uint8Array(file.content);
      throw Object.assign(new Error(`${path} is not in the database`), { code: 'ENOENT' });
    },
  };
}
