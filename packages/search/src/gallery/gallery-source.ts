import type { CheckpointSource } from '@rs-sam/models';

/** Where the files of a gallery come from. */
export interface GallerySource extends CheckpointSource {
  /** Some bytes of a file. */
  readRange(file: string, start: number, length: number): Promise<Uint8Array>;
  /** Closes what was opened. */
  close(): Promise<void>;
}

/** The files of a folder inside a source, as `model/…`. */
export function subfolder(source: CheckpointSource, folder: string): CheckpointSource {
  return { name: `${source.name}/${folder}`, read: (file) => source.read(`${folder}/${file}`) };
}
