import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { exists, sealJson, sha256, writeFileAtomically } from '@rs-sam/foundation/files';
import * as v from 'valibot';
import type { StoredItem } from '../../gallery/gallery-item';
import { type GalleryManifest, galleryManifestSchema } from '../../gallery/gallery-manifest';
import { formatItems, itemList } from '../../gallery/item-list';
import { MANIFEST, readGalleryManifest, readVerified } from '../../gallery/read-manifest';
import { folderGallery } from './folder-gallery';
import { PARTIAL, removeTraces } from './segment-writer';

/** A finished gallery: its manifest and its items. */
export interface StoredGallery {
  readonly manifest: GalleryManifest;
  readonly items: readonly StoredItem[];
}

/** The folder of a segment. */
export const segmentFolder = (folder: string, name: string): string => join(folder, 'segments', name);

/** The folder of the images as a manifest has it: relative to the gallery, with forward slashes. */
export const rootFrom = (folder: string, images: string): string =>
  relative(resolve(folder), resolve(images)).split(sep).join('/');

/** @returns null where the folder has no manifest. */
export async function readStoredGallery(folder: string): Promise<StoredGallery | null> {
  if (!(await exists(join(folder, MANIFEST)))) return null;
  const source = folderGallery(folder);
  const manifest = await readGalleryManifest(source);
  const list = itemList(await readVerified(source, manifest.items.file, manifest.items));
  return { manifest, items: Array.from({ length: list.count }, (_, place) => list.at(place)) };
}

/** A segment that was begun and that no manifest names. */
export interface PendingSegment {
  readonly name: string;
  /** The text of its `partial.json`. */
  readonly plan: string;
}

/** The unfinished segment of a folder; null where there is none. */
export async function findPending(folder: string, manifest: GalleryManifest | null): Promise<PendingSegment | null> {
  const named = new Set(manifest?.segments.map(({ name }) => name));
  for (const name of await segmentNames(folder)) {
    if (named.has(name)) continue;
    const plan = await readFile(join(segmentFolder(folder, name), PARTIAL), 'utf8').catch(() => null);
    if (plan !== null) return { name, plan };
  }
  return null;
}

const segmentNames = async (folder: string): Promise<string[]> =>
  (await readdir(join(folder, 'segments')).catch(() => [])).sort();

/** The name of the next segment. */
export async function nextSegment(folder: string, manifest: GalleryManifest | null): Promise<string> {
  const names = [...(await segmentNames(folder)), ...(manifest?.segments.map(({ name }) => name) ?? [])];
  const last = names.reduce((most, name) => Math.max(most, Number.parseInt(name, 10) || 0), 0);
  return String(last + 1).padStart(4, '0');
}

/**
 * Makes a generation of a gallery the current one: its items and, last, its manifest are written atomically. Then everything that the
 * manifest does not name is removed. A process that is killed at any byte leaves the old generation or the new one.
 */
export async function commitGallery(
  folder: string,
  manifest: Omit<GalleryManifest, 'items' | 'format' | 'version'>,
  items: readonly StoredItem[],
  modelFiles: ReadonlyMap<string, Uint8Array>,
): Promise<GalleryManifest> {
  const { model, generation, segments } = manifest;
  await mkdir(join(folder, model.folder), { recursive: true });
  for (const [name, bytes] of modelFiles) {
    const path = join(folder, model.folder, name);
    const same = await readFile(path).then(
      (found) => sha256(found) === model.files[name]?.sha256,
      () => false,
    );
    if (!same) await writeFileAtomically(path, bytes);
  }
  const list = formatItems(items);
  const file = `items-${String(generation).padStart(4, '0')}.jsonl`;
  await writeFileAtomically(join(folder, file), list);
  // Parsed, so that its fields have one order whatever it was made of.
  const written = v.parse(galleryManifestSchema, {
    format: 'rs-sam-gallery',
    version: 1,
    ...manifest,
    items: { file, count: items.length, bytes: list.length, sha256: sha256(list) },
  });
  await writeFileAtomically(join(folder, MANIFEST), sealJson(`${JSON.stringify(written, null, 1)}\n`));
  for (const { name } of segments) await removeTraces(segmentFolder(folder, name));
  await removeLeftOver(folder, written);
  return written;
}

/** Removes items, models and segments of other generations, except a segment that is being written. */
export async function removeLeftOver(folder: string, manifest: GalleryManifest): Promise<void> {
  for (const name of await readdir(folder)) {
    const old =
      (/^items-\d+\.jsonl(\.new)?$/.test(name) && name !== manifest.items.file) ||
      (/^model-[0-9a-f]{12}$/.test(name) && name !== manifest.model.folder);
    if (old) await rm(join(folder, name), { recursive: true, force: true });
  }
  const named = new Set(manifest.segments.map(({ name }) => name));
  for (const name of await segmentNames(folder)) {
    if (named.has(name) || !/^\d{4,}$/.test(name)) continue;
    if (await exists(join(segmentFolder(folder, name), PARTIAL))) continue;
    await rm(segmentFolder(folder, name), { recursive: true, force: true });
  }
}
