/** The part of a scene that is seen: the same shares of its width and height, so that both have one scale. */
export interface MapView {
  /** 1 shows the whole scene. */
  readonly zoom: number;
  /** Its upper left corner, as shares of the scene. */
  readonly left: number;
  readonly top: number;
}

/** A place of a scene, as shares of its width and height. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

export const WHOLE: MapView = { zoom: 1, left: 0, top: 0 };

const MOST_ZOOM = 32;

/** Zooms so that one place stays where it is seen. */
export function zoomed({ zoom, left, top }: MapView, factor: number, { x, y }: MapPoint): MapView {
  const next = Math.min(MOST_ZOOM, Math.max(1, zoom * factor));
  return within({ zoom: next, left: x - ((x - left) * zoom) / next, top: y - ((y - top) * zoom) / next });
}

/** Moves by shares of what is seen. */
export const moved = ({ zoom, left, top }: MapView, x: number, y: number): MapView =>
  within({ zoom, left: left + x / zoom, top: top + y / zoom });

/** The same zoom, with a place in the middle if it is not seen. */
export function withPlace(view: MapView, { x, y }: MapPoint): MapView {
  const { zoom, left, top } = view;
  const seen = (at: number, from: number) => at >= from && at <= from + 1 / zoom;
  if (seen(x, left) && seen(y, top)) return view;
  return within({ zoom, left: x - 0.5 / zoom, top: y - 0.5 / zoom });
}

/** The middle of what is seen. */
export const middleOf = ({ zoom, left, top }: MapView): MapPoint => ({ x: left + 0.5 / zoom, y: top + 0.5 / zoom });

/** Nothing beyond the scene is seen. */
function within({ zoom, left, top }: MapView): MapView {
  const most = 1 - 1 / zoom;
  const cut = (at: number) => Math.min(most, Math.max(0, at));
  return { zoom, left: cut(left), top: cut(top) };
}
