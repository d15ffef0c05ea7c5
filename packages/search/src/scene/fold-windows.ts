import type { SceneWindow } from './scene-window';

/** A result that may be a window of a scene. */
export interface PlacedResult {
  readonly file: string;
  readonly window?: SceneWindow | undefined;
}

/** A result and those below it that show the same place. */
export interface FoldedWindow {
  /** Place in the ranking. */
  readonly place: number;
  /** Places of the results that it stands for, itself not among them. */
  readonly overlapping: readonly number[];
}

/** The share of the smaller window from which on two windows show one object: those that overlap by a half have more at their corners too. */
const SAME_PLACE = 0.2;

/** Going down a ranking, a window that overlaps with a better one of the same scene is counted with it instead of being listed. */
export function foldWindows(ranked: readonly PlacedResult[]): FoldedWindow[] {
  const kept: { readonly place: number; readonly overlapping: number[] }[] = [];
  const byFile = new Map<string, { readonly window: SceneWindow; readonly overlapping: number[] }[]>();
  for (const [place, { file, window }] of ranked.entries()) {
    const others = byFile.get(file) ?? [];
    const best = window && others.find((other) => overlapOf(window, other.window) >= SAME_PLACE);
    if (best !== undefined) {
      best.overlapping.push(place);
      continue;
    }
    const overlapping: number[] = [];
    kept.push({ place, overlapping });
    if (window !== undefined) byFile.set(file, [...others, { window, overlapping }]);
  }
  return kept;
}

/** The area that two windows share, of the smaller one. */
function overlapOf(a: SceneWindow, b: SceneWindow): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / Math.min(a.width * a.height, b.width * b.height);
}
