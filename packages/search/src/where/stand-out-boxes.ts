/** A part of an image, as shares of its width and height. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The share of the attention that is in it. */
  readonly weight: number;
}

/** Cells stand out from this many standard deviations above the mean on. */
const DEVIATIONS = 1;

/**
 * Boxes around what stands out of a map of attention: cells of at least `mean + deviations · σ` that touch by a side form a group, and each
 * group has one box, the one with the most attention first. A flat map has none.
 *
 * @param map [rows · columns], row-major.
 */
export function standOutBoxes(
  map: readonly number[],
  [rows, columns]: readonly [number, number],
  deviations = DEVIATIONS,
): Box[] {
  const total = map.reduce((sum, value) => sum + value, 0);
  const mean = total / map.length;
  const deviation = Math.sqrt(map.reduce((sum, value) => sum + (value - mean) ** 2, 0) / map.length);
  // Rounding alone makes no difference stand out.
  if (!(deviation > 1e-6 * Math.abs(mean))) return [];
  const least = mean + deviations * deviation;
  const seen = new Set<number>();
  const boxes: Box[] = [];
  for (const start of map.keys()) {
    if (seen.has(start) || (map[start] as number) < least) continue;
    const group = groupFrom(start);
    const [rowsOf, columnsOf] = [group.map((cell) => Math.floor(cell / columns)), group.map((cell) => cell % columns)];
    const [top, left] = [Math.min(...rowsOf), Math.min(...columnsOf)];
    boxes.push({
      x: left / columns,
      y: top / rows,
      width: (Math.max(...columnsOf) + 1 - left) / columns,
      height: (Math.max(...rowsOf) + 1 - top) / rows,
      weight: group.reduce((sum, cell) => sum + (map[cell] as number), 0) / total,
    });
  }
  return boxes.sort((a, b) => b.weight - a.weight);

  function groupFrom(start: number): number[] {
    const group = [start];
    seen.add(start);
    for (const cell of group) {
      const [row, column] = [Math.floor(cell / columns), cell % columns];
      const beside = [
        ...(row > 0 ? [cell - columns] : []),
        ...(row + 1 < rows ? [cell + columns] : []),
        ...(column > 0 ? [cell - 1] : []),
        ...(column + 1 < columns ? [cell + 1] : []),
      ];
      for (const next of beside) {
        if (seen.has(next) || (map[next] as number) < least) continue;
        seen.add(next);
        group.push(next);
      }
    }
    return group;
  }
}
