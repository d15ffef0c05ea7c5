import { expect, it } from 'vitest';
import { drawnWindow } from './drawn-window';

const scene = { width: 1000, height: 400 };

it('is the rectangle between two places, whichever comes first', () => {
  const window = { x: 100, y: 200, width: 400, height: 100 };
  expect(drawnWindow({ x: 0.1, y: 0.5 }, { x: 0.5, y: 0.75 }, scene)).toEqual(window);
  expect(drawnWindow({ x: 0.5, y: 0.5 }, { x: 0.1, y: 0.75 }, scene)).toEqual(window);
});

it('ends with the scene, and a click is none', () => {
  expect(drawnWindow({ x: -0.5, y: 0.5 }, { x: 0.5, y: 2 }, scene)).toEqual({ x: 0, y: 200, width: 500, height: 200 });
  expect(drawnWindow({ x: 0.5, y: 0.5 }, { x: 0.5, y: 0.5 }, scene)).toBeNull();
  expect(drawnWindow({ x: 1.1, y: 0 }, { x: 1.5, y: 1 }, scene)).toBeNull();
});
