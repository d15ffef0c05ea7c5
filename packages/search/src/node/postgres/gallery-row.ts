import { sha256 } from '@rs-sam/foundation/files';
import { canonicalJson, parseJson } from '@rs-sam/foundation/formats';
import type { GalleryOrigin } from '../../gallery/gallery';
import { GalleryError } from '../../gallery/gallery-error';
import { type GalleryRecord, galleryRecordSchema } from '../../gallery/gallery-manifest';
import type { Sql } from './sql-database';

/** The row of the table `gallery`: the present generation. */
export interface GalleryRow {
  readonly generation: number;
  /** See {@link originHash}. */
  readonly origin: string;
  /** Number of items. */
  readonly items: number;
  /** The norm of the longest vector when the products were written. */
  readonly longest: number;
}

/** @returns null where no run has been finished. */
export async function readGalleryRow(sql: Sql): Promise<GalleryRow | null> {
  const [row] = await sql<GalleryRow>('SELECT generation, origin, items, longest FROM gallery');
  return row ?? null;
}

/**
 * What the present generation says of itself.
 *
 * @throws GalleryError where it is damaged.
 */
export async function readGalleryRecord(sql: Sql, name: string): Promise<GalleryRecord> {
  const [row] = await sql<{ manifest: string }>('SELECT manifest FROM gallery');
  const { value, problem } = parseJson(row?.manifest ?? '', galleryRecordSchema);
  if (problem === null) return value;
  throw new GalleryError(name, `Its manifest ${problem}.`, 'Make the gallery again: `rs-sam index --rebuild`.');
}

/** A hash of what made the items: galleries with the same one answer the same queries. */
export function originHash({ model, features, shortlist, thumbnail, windows }: GalleryOrigin): string {
  return sha256(canonicalJson({ model, features, shortlist, thumbnail, windows }));
}
