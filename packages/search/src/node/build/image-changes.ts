import { type SceneWindow, windowId } from '../../scene/scene-window';
import { hashOrNull } from './hash-or-null';
import type { IndexUnit } from './index-units';

/** What is known of an item: the hash of its file, or null where no byte could be read. */
interface KnownItem {
  readonly file: string;
  readonly window?: SceneWindow | undefined;
  readonly sha256: string | null;
}

/** The id that an item has or would have. */
export const idOf = ({ file, window }: Pick<KnownItem, 'file' | 'window'>): string =>
  window === undefined ? file : windowId(file, window);

/** Files that are read at a time. */
const CONCURRENT = 4;

/**
 * Which known items are still the same, by the hash of the bytes of their files: an image whose pixels changed has another one, whatever
 * its size and its time.
 *
 * @returns the ids of those that are unchanged.
 */
export async function unchangedItems(
  known: readonly KnownItem[],
  units: readonly IndexUnit[],
  onItem: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<Set<string>> {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const compared = known.filter((item) => byId.has(idOf(item)));
  const same = new Set<string>();
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let at = next++; at < compared.length; at = next++) {
      signal?.throwIfAborted();
      const item = compared[at] as KnownItem;
      const id = idOf(item);
      const { path, scene } = byId.get(id) as IndexUnit;
      const hash = scene === null ? await hashOrNull(path) : scene.record.sha256;
      if (item.sha256 !== null && hash === item.sha256) same.add(id);
      onItem(++done, compared.length);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, work));
  return same;
}
