import type { SceneWindow } from '@rs-sam/search/scene';
import { overviewOf, type SceneSummary } from '../api';
import { make, makeButton } from '../elements';
import { drawnWindow } from './drawn-window';
import { wireGestures, ZOOM } from './map-gestures';
import type { MapMark } from './map-mark';
import { type MapView, middleOf, WHOLE, withPlace, zoomed } from './map-view';

/** What a map does. */
export interface SceneMapActions {
  /** A rectangle was drawn. */
  draw(window: SceneWindow): void;
  /** Searches in the rectangle that was drawn. */
  search(): void;
  /** Takes the rectangle away. */
  clear(): void;
}

/** The map of a scene. */
export interface SceneMap {
  readonly element: HTMLElement;
  readonly scene: SceneSummary;
  showRegion(window: SceneWindow | null): void;
}

/** A scene with its results where they lie; it is zoomed and moved, and a rectangle is drawn on it. */
export function sceneMap(scene: SceneSummary, marks: readonly MapMark[], actions: SceneMapActions): SceneMap {
  const { file, width, height, extent } = scene;
  const overview = make('img', { class: 'overview', src: overviewOf(file), alt: '', draggable: 'false' });
  // The marks are shown without it.
  overview.addEventListener('error', () => overview.remove());
  const region = make('div', { class: 'region' });
  const plane = make('div', { class: 'plane' }, overview, ...marks.map(({ element }) => element), region);
  const label = `Map of ${file}. Arrow keys move it, plus and minus zoom, 0 shows the whole scene.`;
  const frame = make('div', { class: 'frame', tabindex: '0', role: 'group', 'aria-label': label }, plane);
  frame.style.setProperty('aspect-ratio', `${width} / ${height}`);
  // A tall scene is narrow rather than higher than the screen.
  frame.style.setProperty('max-width', `calc(70vh * ${width / height})`);

  let view = WHOLE;
  const show = (next: MapView) => {
    view = next;
    const { zoom, left, top } = view;
    place(plane, { left: -left * zoom, top: -top * zoom, width: zoom, height: zoom });
    frame.classList.toggle('zoomed', zoom > 1);
    less.disabled = zoom === 1;
    whole.disabled = zoom === 1;
  };
  const step = (factor: number) => show(zoomed(view, factor, middleOf(view)));
  const more = makeButton('+', () => step(ZOOM), { 'aria-label': `Zoom in: ${file}` });
  const less = makeButton('−', () => step(1 / ZOOM), { 'aria-label': `Zoom out: ${file}` });
  const whole = makeButton('Whole scene', () => show(WHOLE));
  const search = makeButton('Search in region', actions.search, { class: 'primary' });
  const clear = makeButton('Clear region', actions.clear);
  const draw = makeButton('Draw region', () => setDrawing(!drawing), { 'aria-pressed': 'false' });
  // A region is looked up by its place on the earth.
  draw.hidden = extent === null;
  let drawing = false;
  const setDrawing = (on: boolean) => {
    drawing = on;
    draw.setAttribute('aria-pressed', String(on));
    frame.classList.toggle('drawing', on);
  };
  const showRegion = (window: SceneWindow | null) => {
    region.hidden = window === null;
    search.hidden = window === null || extent === null;
    clear.hidden = window === null;
    if (window !== null) placeWindow(region, window, scene);
  };
  wireGestures(frame, {
    view: () => view,
    show,
    isDrawing: () => drawing,
    draw(from, to, finished) {
      const window = drawnWindow(from, to, scene);
      showRegion(window);
      if (!finished) return;
      setDrawing(false);
      if (window !== null) actions.draw(window);
    },
  });
  // A browser scrolls to what gets the focus; here the view moves instead.
  frame.addEventListener('scroll', () => frame.scrollTo(0, 0));
  for (const { element, window } of marks) {
    placeWindow(element, window, scene);
    const [x, y] = [(window.x + window.width / 2) / width, (window.y + window.height / 2) / height];
    element.addEventListener('focus', () => show(withPlace(view, { x, y })));
  }
  showRegion(null);
  show(WHOLE);
  const element = make(
    'figure',
    { class: 'map' },
    make('figcaption', {}, `${file}, ${width.toLocaleString('en')} × ${height.toLocaleString('en')} pixels`),
    frame,
    make('div', { class: 'line' }, more, less, whole, draw, search, clear),
  );
  if (extent === null) {
    const reason = 'This scene has no place on the earth that is known: no region can be drawn.';
    element.append(make('p', { class: 'meta' }, reason));
  }
  return { element, scene, showRegion };
}

/** Puts an element where a window of a scene is. */
function placeWindow(element: HTMLElement, { x, y, width, height }: SceneWindow, scene: SceneSummary): void {
  const [across, down] = [scene.width, scene.height];
  place(element, { left: x / across, top: y / down, width: width / across, height: height / down });
}

/** @param shares of the element around it. */
function place(element: HTMLElement, shares: Readonly<Record<'left' | 'top' | 'width' | 'height', number>>): void {
  for (const [side, share] of Object.entries(shares)) element.style.setProperty(side, `${100 * share}%`);
}
