import type { MapView } from './map-view';
import { type MapPoint, middleOf, moved, WHOLE, zoomed } from './map-view';

/** What gestures change. */
export interface GestureTarget {
  view(): MapView;
  show(view: MapView): void;
  isDrawing(): boolean;
  /** A rectangle from one place to another; `finished` where the pointer was let go. */
  draw(from: MapPoint, to: MapPoint, finished: boolean): void;
}

/** The factor of a step. */
export const ZOOM = 1.5;

/** The share of what is seen that an arrow key moves by. */
const STEP = 0.2;

/** Pixels of the screen from which on a press is a movement, and no click. */
const CLICK = 4;

/** Moves, zooms and draws by mouse, touch and keyboard. */
export function wireGestures(frame: HTMLElement, target: GestureTarget): void {
  const pointOf = ({ clientX, clientY }: MouseEvent): MapPoint => {
    const { zoom, left, top } = target.view();
    const box = frame.getBoundingClientRect();
    return {
      x: left + (clientX - box.left - frame.clientLeft) / frame.clientWidth / zoom,
      y: top + (clientY - box.top - frame.clientTop) / frame.clientHeight / zoom,
    };
  };

  frame.addEventListener('pointerdown', (start) => {
    const drawing = target.isDrawing();
    if (start.button !== 0 || !start.isPrimary || (!drawing && target.view().zoom === 1)) return;
    const from = pointOf(start);
    const ended = new AbortController();
    const { signal } = ended;
    let [last, moving] = [start, false];
    const move = (event: PointerEvent) => {
      const distance = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
      if (!moving && distance < CLICK) return;
      // From here on the frame has the pointer: what is under it is not clicked.
      if (!moving) frame.setPointerCapture(event.pointerId);
      moving = true;
      const [x, y] = [last.clientX - event.clientX, last.clientY - event.clientY];
      if (drawing) target.draw(from, pointOf(event), false);
      else target.show(moved(target.view(), x / frame.clientWidth, y / frame.clientHeight));
      last = event;
    };
    const end = (event: PointerEvent) => {
      ended.abort();
      if (drawing && moving && event.type === 'pointerup') target.draw(from, pointOf(event), true);
    };
    // The browser makes no gesture of its own of it: after a fast one, Chromium would lose the next tap.
    const keep = (event: TouchEvent) => event.preventDefault();
    frame.addEventListener('touchmove', keep, { signal, passive: false });
    frame.addEventListener('pointermove', move, { signal });
    for (const name of ['pointerup', 'pointercancel'] as const) frame.addEventListener(name, end, { signal });
  });

  // The wheel alone scrolls the page; with Ctrl, and by two fingers on a touch pad, it zooms.
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    target.show(zoomed(target.view(), 2 ** (-event.deltaY / 200), pointOf(event)));
  };
  frame.addEventListener('wheel', onWheel, { passive: false });

  frame.addEventListener('keydown', (event) => {
    if (event.target !== frame || event.ctrlKey || event.metaKey || event.altKey) return;
    const view = target.view();
    const byKey: Readonly<Record<string, () => MapView>> = {
      ...{ ArrowLeft: () => moved(view, -STEP, 0), ArrowRight: () => moved(view, STEP, 0) },
      ...{ ArrowUp: () => moved(view, 0, -STEP), ArrowDown: () => moved(view, 0, STEP) },
      ...{ '+': () => zoomed(view, ZOOM, middleOf(view)), '-': () => zoomed(view, 1 / ZOOM, middleOf(view)) },
      '0': () => WHOLE,
    };
    const next = byKey[event.key];
    if (next === undefined) return;
    event.preventDefault();
    target.show(next());
  });
}
