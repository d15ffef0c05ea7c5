import type { GalleryItem, Metadata } from '../../gallery/gallery-item';

/** The columns of {@link ItemRow}. */
export const ITEM_COLUMNS =
  'key, id, file, area::text AS area, width, height, bytes::float8 AS bytes, sha256, metadata::text AS metadata';

/** An item as the database has it. */
export interface ItemRow {
  readonly key: number;
  readonly id: string;
  readonly file: string;
  /** As `{0,0,256,256}`; null for an image. */
  readonly area: string | null;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly metadata: string;
}

export function itemOf({ key: _, area, metadata, id, file, ...rest }: ItemRow): GalleryItem {
  const [x = 0, y = 0, width = 0, height = 0] = area?.slice(1, -1).split(',').map(Number) ?? [];
  const window = area === null ? {} : { window: { x, y, width, height } };
  return { id, file, ...window, ...rest, metadata: JSON.parse(metadata) as Metadata };
}

/** The value of the column `area`. */
export const areaOf = ({ window }: Pick<GalleryItem, 'window'>): string | null =>
  window === undefined ? null : `{${window.x},${window.y},${window.width},${window.height}}`;
