import type { FoundItem } from '../inference/jobs';
import { exportItems } from './api';
import { byId, make, say } from './elements';

/** The results that a person selected, over all searches. */
export interface Selection {
  has(id: string): boolean;
  set(item: FoundItem, selected: boolean): void;
  clear(): void;
}

/** @param onProblem gets why an export failed. */
export function createSelection(onProblem: (error: unknown) => void): Selection {
  const items = new Map<string, FoundItem>();
  const show = () => {
    const count = items.size;
    say('selection-count', count === 0 ? 'Nothing selected' : `${count} selected`);
    for (const id of ['csv', 'geojson', 'clear']) byId(`selection-${id}`).hidden = count === 0;
  };
  const save = async (format: 'csv' | 'geojson') => {
    try {
      const chosen = [...items.values()].map(({ id, rank, score, confidence }) => ({
        ...{ id, rank, score },
        ...(confidence !== null && { confidence }),
      }));
      const address = URL.createObjectURL(await exportItems(format, chosen));
      make('a', { href: address, download: `selection.${format}` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    } catch (error) {
      onProblem(error);
    }
  };
  for (const format of ['csv', 'geojson'] as const) {
    byId(`selection-${format}`).addEventListener('click', () => void save(format));
  }
  show();
  return {
    has: (id) => items.has(id),
    set(item, selected) {
      if (selected) items.set(item.id, item);
      else items.delete(item.id);
      show();
    },
    clear() {
      items.clear();
      show();
    },
  };
}
