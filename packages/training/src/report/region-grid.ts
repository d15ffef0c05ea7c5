import type { FeatureSource } from '../features';

/** Rows and columns of a store's regions, as its manifest tells them; null where regions are not cells of a grid. */
export function regionGrid({ manifest, regions }: FeatureSource): readonly [rows: number, columns: number] | null {
  const grid = (manifest as { readonly grid?: unknown } | null)?.grid;
  if (!Array.isArray(grid) || grid.length !== 2) return null;
  const [rows, columns] = grid.map(Number) as [number, number];
  return rows * columns === regions ? [rows, columns] : null;
}
