import { gather, slice, type Tensor } from '@tensorflow/tfjs-core';

/** Tensors of some items by name. Each has the items on its first axis. */
export type Items = Readonly<Record<string, Tensor>>;

/** The name of the mask of an item's rows, [items, rows]: 1 at a real row, 0 at a padded one. It has no gradient. */
export const MASK = 'mask';

/** The number of items, of tensors or of their stored numbers. */
export function itemCount(items: Readonly<Record<string, { readonly shape: readonly number[] }>>): number {
  return Object.values(items)[0]?.shape[0] ?? 0;
}

/** The items from `start` up to, not including, `end`. */
export function itemsBetween<T extends Items>(items: T, start: number, end: number): T {
  if (start === 0 && end === itemCount(items)) return items;
  return mapItems(items, (x) => slice(x, start, end - start));
}

/** The items at those indices, [P] int32. */
export function itemsAt<T extends Items>(items: T, indices: Tensor): T {
  return mapItems(items, (x) => gather(x, indices as never));
}

/** The names of the tensors that have a gradient, in a fixed order. */
export function differentiableNames(items: Items): string[] {
  return Object.keys(items).filter((name) => name !== MASK);
}

/** The same names with other tensors. */
export function mapItems<T extends Items>(items: T, f: (x: Tensor, name: string) => Tensor): T {
  return Object.fromEntries(Object.entries(items).map(([name, x]) => [name, f(x, name)])) as T;
}
