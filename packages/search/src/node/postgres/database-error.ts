import { GalleryError } from '../../gallery/gallery-error';

/** What to do, by the code of the database or the operating system. */
const REMEDIES: Readonly<Record<string, string>> = {
  '28P01': 'Check user and password; the variable PGPASSWORD can have the password.',
  '28000': 'Check the user, and what pg_hba.conf of the server allows.',
  '3D000': 'Create the database, or check its name.',
  '42501': 'The user needs more rights: indexing creates a schema, searching reads its tables.',
  '53100': 'The disk of the server is full.',
  '53300': 'The server has no free connection: raise max_connections.',
  ECONNREFUSED: 'Start the server, or check host and port.',
  ENOTFOUND: 'Check the host.',
};

/** An error of a database as an error of its gallery. The address with the password is in neither. */
export function databaseError(name: string, cause: unknown): GalleryError {
  const { code = '', message } = cause as { readonly code?: string; readonly message: string };
  // Where a host has several addresses, the message is empty.
  const said = message || code || 'it did not answer';
  const remedy = REMEDIES[code] ?? 'Run the command again; what was written stays.';
  return new GalleryError(name, `The database failed: ${said}.`, remedy, { cause });
}
