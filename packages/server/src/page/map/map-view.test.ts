import { describe, expect, it } from 'vitest';
import { type MapView, middleOf, moved, WHOLE, withPlace, zoomed } from './map-view';

/** Where a place is seen, as shares of what is seen. */
const seenAt = ({ zoom, left, top }: MapView, x: number, y: number) => [(x - left) * zoom, (y - top) * zoom];

describe('zoomed', () => {
  it('keeps a place where it is seen', () => {
    const view = zoomed(WHOLE, 2, { x: 0.5, y: 0.25 });
    expect(view.zoom).toBe(2);
    const next = zoomed(view, 3, { x: 0.4, y: 0.3 });
    expect(seenAt(next, 0.4, 0.3)).toEqual(seenAt(view, 0.4, 0.3).map((at) => expect.closeTo(at, 12)));
  });

  it('ends at the whole scene and at 32', () => {
    expect(zoomed(zoomed(WHOLE, 4, { x: 0.9, y: 0.1 }), 0.01, { x: 0.2, y: 0.2 })).toEqual(WHOLE);
    expect(zoomed(WHOLE, 1000, { x: 0, y: 0 }).zoom).toBe(32);
  });
});

it('moves by shares of what is seen, not beyond the scene', () => {
  const view = zoomed(WHOLE, 4, { x: 0, y: 0 });
  expect(moved(view, 0.5, 1)).toEqual({ zoom: 4, left: 0.125, top: 0.25 });
  expect(moved(view, 10, -1)).toEqual({ zoom: 4, left: 0.75, top: 0 });
});

it('brings a place into view, and leaves the view where it is seen', () => {
  const view = zoomed(WHOLE, 4, { x: 0, y: 0 });
  expect(withPlace(view, { x: 0.2, y: 0.25 })).toBe(view);
  expect(middleOf(withPlace(view, { x: 0.5, y: 0.6 }))).toEqual({ x: 0.5, y: 0.6 });
});
