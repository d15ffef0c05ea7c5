import type { CheckpointSource } from '@rs-sam/models';
import type { Engine } from '../engine/engine';
import type { Gallery } from './gallery';

/** The vectors of a gallery's shortlist, one an item, in the order of its keys. */
export interface GalleryVectors {
  /** Number of vectors. */
  readonly count: number;
  /** Numbers in each. */
  readonly width: number;
  /** A SHA-256 that two galleries have in common where their vectors are the same, in the same order. */
  identity(): Promise<string>;
  /** [count, width], verified. */
  read(): Promise<Float32Array>;
  /** An exact engine of them; they are read once, at the first call. */
  flat(): Promise<Engine>;
  /** Closes the exact engine. */
  close(): Promise<void>;
}

/** Where a gallery comes from: files, or a database. Either has the files of its model, as `model-…/weights.safetensors`. */
export type GallerySource = GalleryFiles | GalleryDatabase;

/** A gallery of files. */
export interface GalleryFiles extends CheckpointSource {
  /** Parts of a file, all of one length, one after another; less where the file ends before. */
  readRanges(file: string, starts: readonly number[], length: number): Promise<Uint8Array>;
  /** The engine that was built beside the gallery for these vectors; null where there is none. Default: none, vectors are compared exactly. */
  openEngine?(vectors: GalleryVectors): Promise<Engine | null>;
  /** Closes what was opened. */
  close(): Promise<void>;
}

/** A gallery that filters and compares its items itself. */
export interface GalleryDatabase extends CheckpointSource {
  /** The files of its model can be read until the opened gallery is closed. */
  open(): Promise<Gallery>;
}

/** The files of a folder inside a source, as `model/…`. */
export function subfolder(source: CheckpointSource, folder: string): CheckpointSource {
  return { name: `${source.name}/${folder}`, read: (file) => source.read(`${folder}/${file}`) };
}
