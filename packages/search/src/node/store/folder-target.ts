import { rm } from 'node:fs/promises';
import { withFolderLock } from '@rs-sam/foundation/files';
import type { StoredItem } from '../../gallery/gallery-item';
import type { GalleryManifest } from '../../gallery/gallery-manifest';
import {
  commitGallery,
  findPending,
  nextSegment,
  readStoredGallery,
  removeLeftOver,
  rootFrom,
  type StoredGallery,
  segmentFolder,
} from './gallery-folder';
import type { GalleryTarget, LockedGallery } from './gallery-target';
import { openSegmentWriter, removeTraces, type SegmentWriter } from './segment-writer';

/** A gallery in a folder. */
export function folderTarget(folder: string): GalleryTarget {
  return {
    name: folder,
    rootOf: (images) => rootFrom(folder, images),
    locked: (work) => withFolderLock(folder, () => work(lockedFolder(folder))),
  };
}

function lockedFolder(folder: string): LockedGallery {
  let current: StoredGallery | null = null;
  let writer: SegmentWriter | undefined;
  const pending = () => findPending(folder, current?.manifest ?? null);
  return {
    async read() {
      current = await readStoredGallery(folder);
      if (current !== null) {
        // A run that was killed right after its last write left them.
        for (const { name } of current.manifest.segments) await removeTraces(segmentFolder(folder, name));
        await removeLeftOver(folder, current.manifest);
      }
      return current;
    },
    pending: async () => (await pending())?.plan ?? null,
    async discard() {
      const found = await pending();
      if (found !== null) await rm(segmentFolder(folder, found.name), { recursive: true, force: true });
    },
    async openWriter(arrays, plan) {
      const name = (await pending())?.name ?? (await nextSegment(folder, current?.manifest ?? null));
      writer = await openSegmentWriter(segmentFolder(folder, name), name, arrays, plan);
      return writer;
    },
    async commit({ manifest, kept, added, modelFiles }) {
      // Without an item that stays, nothing needs the earlier segments.
      const earlier: GalleryManifest['segments'] = kept.length === 0 ? [] : (current?.manifest.segments ?? []);
      const segments = writer === undefined ? earlier : [...earlier, await writer.finish()];
      writer = undefined;
      const known = new Map(current?.items.map((item) => [item.id, item]));
      let row = earlier.reduce((sum, { rows }) => sum + rows, 0);
      const items = [
        ...kept.map((item): StoredItem => ({ ...(known.get(item.id) as StoredItem), metadata: item.metadata })),
        ...added.map((item): StoredItem => ({ row: row++, ...item })),
      ];
      current = { manifest: await commitGallery(folder, { ...manifest, segments }, items, modelFiles), items };
      return current;
    },
  };
}
