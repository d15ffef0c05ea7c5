import { basename, resolve } from 'node:path';
import type { CaptionDataset } from '@rs-sam/datasets';
import type { NamedImage } from '@rs-sam/vision-features/node';
import type { Fingerprint } from '@rs-sam/vision-features/node/duplicates';
import { readCaptionedImages } from '../../data/read-images';
import type { ReadingFlags } from '../../options/reading-flags';
import type { Reporter } from '../../output/reporter';

/** A data set whose images are compared. */
export interface ComparedFolder {
  readonly folder: string;
  /** The name of the folder; the path where another folder has the same name. */
  readonly name: string;
  readonly dataset: CaptionDataset;
  readonly images: readonly NamedImage[];
}

/** Where an image is. */
export interface ImageOrigin {
  readonly folder: ComparedFolder;
  readonly file: string;
  /** Its part of the split; null for none. */
  readonly part: string | null;
}

/** Reads the data sets, each with its own split or that of a file. */
export async function readComparedFolders(
  folders: readonly string[],
  splits: readonly string[],
  flags: ReadingFlags,
  report: Reporter,
): Promise<ComparedFolder[]> {
  const { applySplit } = await import('@rs-sam/datasets/splits');
  const { readSplit } = await import('@rs-sam/datasets/node');
  const names = folders.map((folder) => basename(resolve(folder)));
  const read: ComparedFolder[] = [];
  for (const [i, folder] of folders.entries()) {
    const { dataset, images } = await readCaptionedImages(folder, flags, report);
    const split = splits[i];
    const name = names[i] as string;
    read.push({
      folder,
      name: names.indexOf(name) === names.lastIndexOf(name) ? name : folder,
      dataset: split === undefined || split === 'none' ? dataset : applySplit(dataset, await readSplit(split)),
      images,
    });
  }
  return read;
}

/** The origin of each fingerprint. The names of its images are their files. */
export function originsOf(folder: ComparedFolder, fingerprints: readonly Fingerprint[]): Map<Fingerprint, ImageOrigin> {
  const parts = new Map(folder.dataset.images.map(({ file, split }) => [file, split]));
  return new Map(
    fingerprints.map((fingerprint) => [
      fingerprint,
      { folder, file: fingerprint.name, part: parts.get(fingerprint.name) ?? null },
    ]),
  );
}
