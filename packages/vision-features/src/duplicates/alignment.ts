import type { View } from '../images/view';
import { FRAME_SIZE } from './grey-frame';
import { viewMatrix } from './view-geometry';

/** q = (r_x, r_y) · V(p) + t: where a point of one frame is in another. V acts about the centre of the frame. */
export interface Alignment {
  readonly view: View;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly x: number;
  readonly y: number;
}

/** A keypoint of each image that match; places in pixels of the frames, scales as log₂ σ. */
export interface Match {
  readonly from: { readonly x: number; readonly y: number; readonly scale: number };
  readonly to: { readonly x: number; readonly y: number; readonly scale: number };
}

/** Fewer matches that agree may be chance. */
export const LEAST_MATCHES = 4;
/** Hypotheses that are tried, and the largest differences of scale (log₂) and place (pixels) of a match that agrees with one. */
const MOST_TRIED = 60;
const SCALE_TOLERANCE = 0.4;
const PLACE_TOLERANCE = 8;
/** The side of a square in which several matches count as one: a point is often found at several levels. */
const CELL = 4;

/**
 * The scale and translation with which most matches agree, each of which proposes one: Lowe (2004), section 7.3, with a vote for every
 * hypothesis in place of bins. Fitted to the matches that agree, by least squares.
 *
 * @returns null where fewer than {@link LEAST_MATCHES} agree.
 */
export function agreedAlignment(
  matches: readonly Match[],
  view: View,
): (Alignment & { readonly agreeing: number }) | null {
  const points = matches.map(({ from, to }) => ({ ...viewed(from, view), to, growth: to.scale - from.scale }));
  let best: typeof points = [];
  let most = LEAST_MATCHES - 1;
  for (const { x, y, to, growth } of points.slice(0, MOST_TRIED)) {
    const scale = 2 ** growth;
    const [left, top] = [to.x - scale * x, to.y - scale * y];
    const tolerance = PLACE_TOLERANCE * Math.max(1, scale);
    const agreeing = points.filter(
      (one) =>
        Math.abs(one.growth - growth) <= SCALE_TOLERANCE &&
        Math.hypot(scale * one.x + left - one.to.x, scale * one.y + top - one.to.y) <= tolerance,
    );
    const cells = Math.min(
      distinct(agreeing),
      distinct(agreeing.map(({ to: { x: toX, y: toY } }) => ({ x: toX, y: toY }))),
    );
    if (cells > most) [best, most] = [agreeing, cells];
  }
  return best.length === 0 ? null : { ...fitted(best, view), agreeing: most };
}

const distinct = (points: readonly { readonly x: number; readonly y: number }[]): number =>
  new Set(points.map(({ x, y }) => Math.floor(x / CELL) * FRAME_SIZE + Math.floor(y / CELL))).size;

/** V(p), about the centre of the frame. */
export function viewed({ x, y }: { readonly x: number; readonly y: number }, view: View): { x: number; y: number } {
  const [a, b, c, d] = viewMatrix(view);
  const centre = FRAME_SIZE / 2;
  return {
    x: a * (x - centre) + b * (y - centre) + centre,
    y: c * (x - centre) + d * (y - centre) + centre,
  };
}

/** argmin Σ ‖q − (r p + t)‖²: r = Σ (p − p̄)·(q − q̄) / Σ ‖p − p̄‖². */
function fitted(
  points: readonly {
    readonly x: number;
    readonly y: number;
    readonly to: { readonly x: number; readonly y: number };
  }[],
  view: View,
): Alignment {
  const mean = (value: (point: (typeof points)[number]) => number): number =>
    points.reduce((sum, point) => sum + value(point), 0) / points.length;
  const [x, y, toX, toY] = [
    mean((one) => one.x),
    mean((one) => one.y),
    mean((one) => one.to.x),
    mean((one) => one.to.y),
  ];
  let [product, square] = [0, 0];
  for (const one of points) {
    product += (one.x - x) * (one.to.x - toX) + (one.y - y) * (one.to.y - toY);
    square += (one.x - x) ** 2 + (one.y - y) ** 2;
  }
  const scale = product / square;
  return { view, scaleX: scale, scaleY: scale, x: toX - scale * x, y: toY - scale * y };
}
