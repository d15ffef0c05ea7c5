import type { GalleryItem } from '../../gallery/gallery-item';
import type { ArrayRecord, GalleryRecord } from '../../gallery/gallery-manifest';
import type { EncodedImage } from './segment-journal';
import type { StepWriter } from './segment-writer';

/** What `indexImages` makes, wherever it is: what the gallery says of itself, and its items. */
export interface BuiltGallery {
  readonly manifest: GalleryRecord;
  readonly items: readonly GalleryItem[];
}

/** The next generation of a gallery. */
export interface Generation {
  readonly manifest: GalleryRecord;
  /** Items of the present generation that stay, with the metadata that they shall have; in their order. */
  readonly kept: readonly GalleryItem[];
  /** The images of the open writer, all of them and in its order, behind those that stay. */
  readonly added: readonly NewItem[];
  /** The files of the model. */
  readonly modelFiles: ReadonlyMap<string, Uint8Array>;
}

/** An encoded image that becomes an item. */
type NewItem = EncodedImage & Pick<GalleryItem, 'id' | 'metadata'>;

/** Where galleries are made: a folder, or a database. */
export interface GalleryTarget {
  /** For messages. */
  readonly name: string;
  /** The folder of the images as the gallery keeps it. */
  rootOf(images: string): string;
  /** Runs `work` while no other process changes the gallery. */
  locked<T>(work: (gallery: LockedGallery) => Promise<T>): Promise<T>;
}

/** A gallery that only this process changes. */
export interface LockedGallery {
  /** The present generation, null where there is none; what a killed run left of older ones is removed. Called once, first. */
  read(): Promise<BuiltGallery | null>;
  /** The plan of the steps that an interrupted run left; null where there are none. */
  pending(): Promise<string | null>;
  /** Removes them. */
  discard(): Promise<void>;
  /** Resumes the steps of an interrupted run under this plan, or starts some. */
  openWriter(arrays: Readonly<Record<string, ArrayRecord>>, plan: string): Promise<StepWriter>;
  /** Makes a generation the present one, all at once. A process that is killed at any moment leaves the old one or the new one. */
  commit(generation: Generation): Promise<BuiltGallery>;
}
