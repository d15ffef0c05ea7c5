import type { Filter } from '../filter/filter';
import { matchesFilter } from '../filter/matches-filter';
import type { Region } from '../scene/parse-region';
import type { SceneRecord } from '../scene/scene-record';
import type { Gallery, GalleryItems, StoredEncodings } from './gallery';
import type { GalleryItem, StoredItem } from './gallery-item';
import { encodingArrays } from './gallery-manifest';
import type { GalleryFiles, GallerySource } from './gallery-source';
import { galleryVectors, itemRows } from './gallery-vectors';
import { type ItemList, itemList } from './item-list';
import { readGalleryManifest, readVerified } from './read-manifest';
import { segmentArrays } from './segment-arrays';

/**
 * Opens a gallery. Of a folder, on disk or on a server, the list of items and the vectors of the shortlist are read once and verified, the
 * vectors only where the source has no engine of its own for them; the encodings and the thumbnails are read as they are needed.
 *
 * @throws GalleryError where there is no gallery, or a part of it is missing or damaged.
 */
export async function openGallery(source: GallerySource): Promise<Gallery> {
  return 'open' in source ? source.open() : openFiles(source);
}

async function openFiles(source: GalleryFiles): Promise<Gallery> {
  const { manifest, items, arrays, shared } = await openItems(source);
  const rows = itemRows(items);
  const vectors = galleryVectors(source, manifest, rows);
  const engine = (await source.openEngine?.(vectors)) ?? (await vectors.flat());
  const rowsOf = (keys: readonly number[]) => keys.map((key) => rows[key] as number);
  const allowed = filterCache(items, manifest.scenes);

  return {
    ...shared,
    async nearest({ vector, count, measure = 'product', filter = null, region = null }) {
      const found = await engine.nearest({ vector, count, measure, allowed: await allowed(filter, region) });
      return Array.from(found.indices, (key, at) => ({ key, likeness: found.likeness[at] as number }));
    },
    count: async (filter, region = null) =>
      (await allowed(filter, region))?.reduce((sum, one) => sum + one, 0) ?? items.count,
    async encodings(keys) {
      const tensors = encodingArrays(manifest.arrays).map(
        async ({ array, tensor, record }): Promise<[string, StoredEncodings[string]]> => [
          tensor,
          { shape: [keys.length, ...record.shape], data: await arrays.rows(array, rowsOf(keys)) },
        ],
      );
      return Object.fromEntries(await Promise.all(tensors));
    },
    async close() {
      await vectors.close();
      await shared.close();
    },
  };
}

/**
 * Opens the items of a gallery alone: neither the vectors nor the encodings are read.
 *
 * @throws GalleryError as {@link openGallery}
 */
export async function openGalleryItems(source: GallerySource): Promise<GalleryItems> {
  return 'open' in source ? source.open() : (await openItems(source)).shared;
}

async function openItems(source: GalleryFiles) {
  const manifest = await readGalleryManifest(source);
  const { items: list } = manifest;
  const items = itemList(await readVerified(source, list.file, list));
  const arrays = segmentArrays(source, manifest);
  let places: Map<string, number> | undefined;
  const shared: GalleryItems = {
    origin: manifest,
    scenes: manifest.scenes,
    size: items.count,
    items: async (keys) => keys.map((key) => publicItem(items.at(key))),
    async keyOf(id) {
      places ??= new Map(Array.from({ length: items.count }, (_, place) => [items.at(place).id, place]));
      return places.get(id) ?? null;
    },
    async thumbnail(key) {
      const { row, thumbnail } = items.at(key);
      return arrays.thumbnail(row, ...thumbnail);
    },
    close: () => source.close(),
  };
  return { manifest, items, arrays, shared };
}

type Allowed = (filter: Filter | null, region: Region | null) => Promise<Uint8Array | null>;

/** Which items a filter and a region allow; of the last ones it is remembered, so that the next page does not read all items again. */
function filterCache(items: ItemList, scenes: readonly SceneRecord[]): Allowed {
  let last: { readonly key: string; readonly allowed: Uint8Array } | undefined;
  return async (filter, region) => {
    if ((filter === null || filter.length === 0) && region === null) return null;
    const key = JSON.stringify([filter, region]);
    if (last?.key !== key) {
      const inside = region && (await inRegion(scenes, region));
      const allowed = Uint8Array.from({ length: items.count }, (_, place) => {
        const item = items.at(place);
        return matchesFilter(item, filter ?? []) && (inside?.(item) ?? true) ? 1 : 0;
      });
      last = { key, allowed };
    }
    return last.allowed;
  };
}

/** Whether an item is a window in a region. What projects it is loaded only here. */
async function inRegion(
  scenes: readonly SceneRecord[],
  { polygons, share }: Region,
): Promise<(item: StoredItem) => boolean> {
  const { isInside, regionShares } = await import('../scene/region-share');
  const shares = new Map(scenes.map((scene) => [scene.file, regionShares(scene, polygons)]));
  return ({ file, window }) => isInside((window && shares.get(file)?.(window)) ?? 0, share);
}

function publicItem({ row: _, thumbnail: __, ...item }: StoredItem): GalleryItem {
  return item;
}
