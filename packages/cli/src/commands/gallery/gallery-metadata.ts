import { resolve } from 'node:path';
import type { Metadata } from '@rs-sam/search';
import type { NamedImage } from '@rs-sam/vision-features/node';
import { readCaptions } from '../../data/read-captions';
import type { Reporter } from '../../output/reporter';
import { UsageError } from '../../program/usage-error';

/** Where the metadata of a gallery come from, besides the files beside the images. */
export interface MetadataFlags {
  readonly metadata?: string;
  readonly captions?: string;
}

/**
 * The table before the side files before the data set, field by field; null where there is none of them, so that metadata of an earlier run
 * stay.
 */
export async function metadataOf(
  images: readonly NamedImage[],
  { metadata: table, captions }: MetadataFlags,
  report: Reporter,
): Promise<ReadonlyMap<string, Metadata> | null> {
  const { readMetadataTable, readSideFiles } = await import('@rs-sam/search/node');
  const merged = new Map<string, Metadata>();
  const add = (more: ReadonlyMap<string, Metadata>) => {
    for (const [name, fields] of more) merged.set(name, { ...merged.get(name), ...fields });
  };
  if (captions !== undefined) add(await captionsByName(captions, images, report));
  add(await readSideFiles(images));
  if (table !== undefined) add(await readMetadataTable(table));
  return merged.size > 0 || table !== undefined || captions !== undefined ? merged : null;
}

/** The captions and the class of each image that a data set has. */
async function captionsByName(
  folder: string,
  images: readonly NamedImage[],
  report: Reporter,
): Promise<Map<string, Metadata>> {
  const { dataset } = await readCaptions(folder, {}, report);
  const names = new Map(images.map(({ name, file }) => [resolve(file), name]));
  const found = dataset.images.flatMap(({ file, captions, className }): [string, Metadata][] => {
    const name = names.get(resolve(folder, file));
    return name === undefined ? [] : [[name, { captions, ...(className !== null && { class: className }) }]];
  });
  if (found.length > 0) return new Map(found);
  throw new UsageError(
    `None of the images is one of the data set ${folder}: index its folder, or leave --captions out.`,
  );
}
