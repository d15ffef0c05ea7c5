import type { SceneWindow } from '../scene/scene-window';

/** What is said about an image beside its pixels: JSON by field. */
export type Metadata = Readonly<Record<string, unknown>>;

/** An item as the list of a gallery's folder has it. */
export interface StoredItem extends GalleryItem {
  /** Its row in the arrays of the segments, counted through. */
  readonly row: number;
  /** First byte and length in the `thumbnails.bin` of its segment. */
  readonly thumbnail: readonly [start: number, length: number];
}

/** An item of a gallery: an image, or a window of a scene. */
export interface GalleryItem {
  /** Identifies the item in every generation of the gallery: the file; of a window `windowId`. */
  readonly id: string;
  /** The image file, relative to the root of the gallery, with forward slashes. */
  readonly file: string;
  /** Where in the file it is; only a window of a scene has it. */
  readonly window?: SceneWindow | undefined;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Size of the file. */
  readonly bytes: number;
  /** SHA-256 of the file's bytes. */
  readonly sha256: string;
  readonly metadata: Metadata;
}
