import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const windowSchema = v.strictObject({ x: count, y: count, width: count, height: count });

/** A rectangle of a scene, in pixels from its upper left corner. */
export interface SceneWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a scene is cut into windows. */
export interface WindowGrid {
  /** Side of a window, in pixels. */
  readonly size: number;
  /** Share of its side that a window has in common with the next one, from 0 to 0.9. */
  readonly overlap: number;
}

/**
 * The windows of a scene, row by row. They are `round(size · (1 − overlap))` pixels apart; the last of a row and of a column end with the
 * scene, so that all have the same size. A scene that is smaller than a window is one window of its own size.
 */
export function planWindows(width: number, height: number, grid: WindowGrid): SceneWindow[] {
  const columns = startsAlong(width, grid);
  return startsAlong(height, grid).flatMap((y) =>
    columns.map((x) => ({ x, y, width: Math.min(grid.size, width), height: Math.min(grid.size, height) })),
  );
}

/** How many windows `planWindows` gives. */
export const windowCount = (width: number, height: number, grid: WindowGrid): number =>
  countAlong(width, grid) * countAlong(height, grid);

function startsAlong(length: number, grid: WindowGrid): number[] {
  return Array.from({ length: countAlong(length, grid) }, (_, at) =>
    Math.max(0, Math.min(at * stepOf(grid), length - grid.size)),
  );
}

const countAlong = (length: number, grid: WindowGrid): number =>
  length <= grid.size ? 1 : Math.ceil((length - grid.size) / stepOf(grid)) + 1;

const stepOf = ({ size, overlap }: WindowGrid): number => Math.max(1, Math.round(size * (1 - overlap)));

/** The id of a window: `scene.tif#x,y,width,height`. */
export const windowId = (file: string, { x, y, width, height }: SceneWindow): string =>
  `${file}#${x},${y},${width},${height}`;
