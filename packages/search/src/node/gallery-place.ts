import type { GallerySource } from '../gallery/gallery-source';
import { postgresGallery } from './postgres/postgres-gallery';
import { isPostgres, postgresPlace } from './postgres/postgres-place';
import { postgresTarget } from './postgres/postgres-target';
import { folderGallery } from './store/folder-gallery';
import { folderTarget } from './store/folder-target';
import type { GalleryTarget } from './store/gallery-target';

/** The gallery at a place: `postgres://…` is a database, everything else a folder. */
export const galleryAt = (place: string): GallerySource =>
  isPostgres(place) ? postgresGallery(place) : folderGallery(place);

/** The same, to be made or changed. */
export const galleryTarget = (place: string): GalleryTarget =>
  isPostgres(place) ? postgresTarget(place) : folderTarget(place);

/** A place as messages and files may have it: without a password. */
export const galleryName = (place: string): string => (isPostgres(place) ? postgresPlace(place).name : place);
