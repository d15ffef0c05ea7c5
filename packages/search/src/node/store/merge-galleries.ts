import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { exists, withFolderLock, writeFully, writePiecesAtomically } from '@rs-sam/foundation/files';
import { NPY_HEADER_BYTES, npyHeader } from '@rs-sam/foundation/formats';
import { abortSignal, callback, checkOptions, listOf, text } from '@rs-sam/foundation/options';
import { GalleryError } from '../../gallery/gallery-error';
import type { StoredItem } from '../../gallery/gallery-item';
import { type FileRecord, type GalleryManifest, rowBytes, THUMBNAILS } from '../../gallery/gallery-manifest';
import { liveRuns } from '../../gallery/live-runs';
import { MANIFEST } from '../../gallery/read-manifest';
import { joinRuns } from '../build/empty-windows';
import { folderGallery } from './folder-gallery';
import { commitGallery, rootFrom, segmentFolder } from './gallery-folder';
import { type MergedGallery, sortedGalleries } from './sorted-galleries';

export interface MergeGalleriesOptions {
  /** The folders of all shards in any order, or of one whole gallery, which is written anew without the rows of removed images. */
  readonly galleries: readonly string[];
  /** Folder of the merged gallery. */
  readonly out: string;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal | undefined;
}

const rules = {
  galleries: listOf(text('the path of a folder'), 'a list of folders'),
  out: text('the path of a folder'),
  onProgress: callback,
  signal: abortSignal,
};

/**
 * Joins the shards of a gallery into what an undivided run would have written, byte for byte. Every file is compared with its hash. The
 * shards stay; an interrupted merge starts again.
 *
 * @throws GalleryError where a shard is missing, given twice or damaged, galleries do not belong together, or there is already one in `out`.
 * @throws InvalidOptionError, LockHeldError, and the reason of `signal`.
 */
export async function mergeGalleries(options: MergeGalleriesOptions): Promise<GalleryManifest> {
  checkOptions('mergeGalleries', rules, options, ['galleries', 'out']);
  const { galleries, out, onProgress, signal } = options;
  const sorted = await sortedGalleries(galleries);
  const [{ folder, manifest }] = sorted;
  return withFolderLock(out, async () => {
    if (await exists(join(out, MANIFEST))) {
      throw new GalleryError(out, 'There is already a gallery here.', 'Name another folder for the merged gallery.');
    }
    const items = sorted.flatMap((gallery) => gallery.items);
    const name = '0001';
    await mkdir(segmentFolder(out, name), { recursive: true });
    const files: Record<string, FileRecord> = {};
    const arrays = Object.keys(manifest.arrays);
    const total = items.length * (arrays.length + 1);
    let done = 0;
    const tell = (rows: number) => {
      signal?.throwIfAborted();
      done += rows;
      onProgress?.({ done, total });
    };
    for (const array of arrays) {
      const record = manifest.arrays[array] as GalleryManifest['arrays'][string];
      const header = npyHeader(record.type, [items.length, ...record.shape]);
      files[`${array}.npy`] = await writePieces(join(segmentFolder(out, name), `${array}.npy`), header, (write) =>
        eachRun(sorted, `${array}.npy`, rowBytes(record), write, tell),
      );
    }
    let end = 0;
    const placed: StoredItem[] = [];
    files[THUMBNAILS] = await writePieces(
      join(segmentFolder(out, name), THUMBNAILS),
      new Uint8Array(),
      async (write) => {
        for (const gallery of sorted) {
          await eachThumbnail(gallery, async (item, bytes) => {
            placed.push({ ...item, row: placed.length, thumbnail: [end, bytes.length] });
            end += bytes.length;
            await write(bytes);
            tell(1);
          });
        }
      },
    );
    const { format: _, version: __, items: ___, ...rest } = manifest;
    return commitGallery(
      out,
      {
        ...rest,
        shard: null,
        root: rootFrom(out, resolve(folder, manifest.root)),
        generation: 1,
        segments: [{ name, rows: items.length, files }],
        scenes: mergedScenes(sorted),
        skipped: sorted.flatMap((gallery) => gallery.manifest.skipped),
      },
      placed,
      await modelFiles(folder, manifest),
    );
  });
}

type Write = (bytes: Uint8Array) => Promise<void>;

/** Writes a file piece by piece, and gives its hash. */
async function writePieces(
  path: string,
  header: Uint8Array,
  pieces: (write: Write) => Promise<void>,
): Promise<FileRecord> {
  const hash = createHash('sha256');
  let end = 0;
  await writePiecesAtomically(path, async (file) => {
    const write: Write = async (bytes) => {
      hash.update(bytes);
      await writeFully(file, bytes, end);
      end += bytes.length;
    };
    await write(header);
    await pieces(write);
  });
  return { bytes: end, sha256: hash.digest('hex') };
}

/** The rows of live items of an array, those side by side at once. */
async function eachRun(
  galleries: readonly MergedGallery[],
  file: string,
  bytes: number,
  write: Write,
  tell: (rows: number) => void,
): Promise<void> {
  for (const gallery of galleries) {
    for await (const { content, from, count } of runsOfItems(gallery, file)) {
      const data = content.subarray(NPY_HEADER_BYTES);
      await write(data.subarray(from * bytes, (from + count) * bytes));
      tell(count);
    }
  }
}

async function eachThumbnail(
  gallery: MergedGallery,
  take: (item: StoredItem, bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  for await (const { content, count, place } of runsOfItems(gallery, THUMBNAILS)) {
    for (const item of gallery.items.slice(place, place + count)) {
      const [start, length] = item.thumbnail;
      await take(item, content.subarray(start, start + length));
    }
  }
}

const runsOfItems = ({ folder, manifest, items }: MergedGallery, file: string) =>
  liveRuns(
    folderGallery(folder),
    manifest,
    file,
    Int32Array.from(items, ({ row }) => row),
  );

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
