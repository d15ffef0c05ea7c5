import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileProblem } from '@rs-sam/foundation/errors';
import { fileHash } from '@rs-sam/foundation/files';
import { canonicalJson } from '@rs-sam/foundation/formats';
import { abortSignal, callback, checkOptions, listOf, text } from '@rs-sam/foundation/options';
import { GalleryError } from '../../gallery/gallery-error';
import type { StoredItem } from '../../gallery/gallery-item';
import type { GalleryManifest, SkippedImage } from '../../gallery/gallery-manifest';
import { segmentArrays } from '../../gallery/segment-arrays';
import { joinRuns } from '../build/empty-windows';
import { galleryTarget } from '../gallery-place';
import { folderGallery } from './folder-gallery';
import { segmentFolder } from './gallery-folder';
import type { GalleryTarget } from './gallery-target';
import { type MergedGallery, sortedGalleries } from './sorted-galleries';

export interface MergeGalleriesOptions {
  /** The folders of all shards in any order, or of one whole gallery, which is written anew without the rows of removed images. */
  readonly galleries: readonly string[];
  /** Folder of the merged gallery, or `postgres://…`. */
  readonly out: string;
  /** Items that were written. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal | undefined;
}

/** What was merged. */
export interface MergeReport {
  readonly items: number;
  readonly skipped: readonly SkippedImage[];
}

const rules = {
  galleries: listOf(text('the path of a folder'), 'a list of folders'),
  out: text('the path of a folder, or postgres://…'),
  onProgress: callback,
  signal: abortSignal,
};

/** Items that are written at a time, and survive an interruption. */
const BLOCK = 500;

/**
 * Joins the shards of a gallery into what an undivided run would have written, byte for byte. Every file is compared with its hash. The
 * shards stay; an interrupted merge is resumed.
 *
 * @throws GalleryError where a shard is missing, given twice or damaged, galleries do not belong together, or there is already one in `out`.
 * @throws InvalidOptionError, LockHeldError, and the reason of `signal`.
 */
export async function mergeGalleries(options: MergeGalleriesOptions): Promise<MergeReport> {
  checkOptions('mergeGalleries', rules, options, ['galleries', 'out']);
  return mergeInto(galleryTarget(options.out), options);
}

/** @param target the place of `out`. */
export async function mergeInto(
  target: GalleryTarget,
  { galleries, onProgress, signal }: Omit<MergeGalleriesOptions, 'out'>,
): Promise<MergeReport> {
  const sorted = await sortedGalleries(galleries);
  const [{ folder, manifest }] = sorted;
  const { arrays } = manifest;
  const items = sorted.flatMap((gallery) => gallery.items);
  const skipped = sorted.flatMap((gallery) => gallery.manifest.skipped);
  const plan = canonicalJson({ merge: sorted.map((gallery) => gallery.manifest.items.sha256) });
  await target.locked(async (gallery) => {
    if ((await gallery.read()) !== null) {
      throw new GalleryError(
        target.name,
        'There is already a gallery here.',
        'Name another place for the merged gallery.',
      );
    }
    const pending = await gallery.pending();
    if (pending !== null && pending !== plan) {
      const problem = 'An interrupted run that made another gallery left its work here.';
      throw new GalleryError(target.name, problem, 'Finish that run, or name another place for the merged gallery.');
    }
    for (const one of sorted) await verify(one, signal);
    const writer = await gallery.openWriter(arrays, plan);
    try {
      let [done, known] = [0, writer.done.length];
      for (const one of sorted) {
        const source = folderGallery(one.folder);
        try {
          const stored = segmentArrays(source, one.manifest);
          for (let start = 0; start < one.items.length; start += BLOCK) {
            signal?.throwIfAborted();
            const block = one.items.slice(start, start + BLOCK);
            if (known-- <= 0) await writer.append(await stepOf(block, stored, Object.keys(arrays)));
            done += block.length;
            onProgress?.({ done, total: items.length });
          }
        } finally {
          await source.close();
        }
      }
      const written = writer.done.flatMap(({ images }) => images);
      const { format: _, version: __, items: ___, segments: ____, ...rest } = manifest;
      await gallery.commit({
        manifest: {
          ...rest,
          shard: null,
          root: target.rootOf(resolve(folder, manifest.root)),
          generation: 1,
          scenes: mergedScenes(sorted),
          skipped,
        },
        kept: [],
        added: items.map(({ row: _, ...item }, at) => ({
          ...item,
          thumbnail: written[at]?.thumbnail as StoredItem['thumbnail'],
        })),
        modelFiles: await modelFiles(folder, manifest),
      });
    } finally {
      await writer.close();
    }
  });
  return { items: items.length, skipped };
}

/** The images of some items, as a step of a run has them. */
async function stepOf(
  items: readonly StoredItem[],
  stored: ReturnType<typeof segmentArrays>,
  names: readonly string[],
) {
  const rows = items.map(({ row }) => row);
  const images = items.map(async ({ row, id: _, metadata: __, thumbnail, ...image }) => ({
    ...image,
    thumbnail: await stored.thumbnail(row, ...thumbnail),
  }));
  const arrays = names.map(async (name) => [name, await stored.bytes(name, rows)] as const);
  return {
    images: await Promise.all(images),
    ...{ skipped: [], empty: [] },
    arrays: Object.fromEntries(await Promise.all(arrays)),
  };
}

/** @throws GalleryError names the file of a segment that is missing or altered. */
async function verify({ folder, manifest }: MergedGallery, signal: AbortSignal | undefined): Promise<void> {
  for (const { name, files } of manifest.segments) {
    for (const [file, record] of Object.entries(files)) {
      signal?.throwIfAborted();
      const problem = await fileHash(join(segmentFolder(folder, name), file), 'sha256', 'hex').then(
        (hash) => (hash === record.sha256 ? null : 'is not the file that was written'),
        (error) => fileProblem(error),
      );
      if (problem === null) continue;
      throw new GalleryError(folder, `segments/${name}/${file} ${problem}.`, 'Copy the whole gallery again.');
    }
  }
}

/** Every shard has all scenes, and of each the empty windows of its own part. */
function mergedScenes([first, ...others]: readonly MergedGallery[]): GalleryManifest['scenes'] {
  return (
    first?.manifest.scenes.map((scene, at) => ({
      ...scene,
      empty: others.reduce(
        (runs, { manifest }) => joinRuns(runs, manifest.scenes[at]?.empty ?? []),
        scene.empty.map(([start, count]): [number, number] => [start, count]),
      ),
    })) ?? []
  );
}

async function modelFiles(folder: string, { model }: GalleryManifest): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const name of Object.keys(model.files)) files.set(name, await readFile(join(folder, model.folder, name)));
  return files;
}
