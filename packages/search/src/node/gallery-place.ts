import type { GallerySource } from '../gallery/gallery-source';
import { postgresGallery } from './postgres/postgres-gallery';
import { isPostgres } from './postgres/postgres-place';
import { postgresTarget } from './postgres/postgres-target';
import { folderGallery } from './store/folder-gallery';
import { folderTarget } from './store/folder-target';
import type { GalleryTarget } from './store/gallery-target';

/**
 * The gallery at a place: `postgres://user@host/database?schema=rs_sam` is a database, for which the package pg is needed, and everything else
 * a folder. Its `name` is the place without a password.
 */
export const galleryAt = (place: string): GallerySource =>
  isPostgres(place) ? postgresGallery(place) : folderGallery(place);

/** The same, to be made or changed. */
export const galleryTarget = (place: string): GalleryTarget =>
  isPostgres(place) ? postgresTarget(place) : folderTarget(place);
