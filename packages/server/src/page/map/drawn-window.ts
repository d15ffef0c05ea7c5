import type { SceneWindow } from '@rs-sam/search/scene';
import type { MapPoint } from './map-view';

/** The pixels of a scene between two places, cut to the scene; null where there are none. */
export function drawnWindow(
  from: MapPoint,
  to: MapPoint,
  scene: { readonly width: number; readonly height: number },
): SceneWindow | null {
  const along = (a: number, b: number, length: number) => {
    const [first, last] = [a, b].sort((one, other) => one - other).map((at) => Math.round(at * length)) as [
      number,
      number,
    ];
    const start = Math.min(length, Math.max(0, first));
    return [start, Math.min(length, Math.max(0, last)) - start] as const;
  };
  const [x, width] = along(from.x, to.x, scene.width);
  const [y, height] = along(from.y, to.y, scene.height);
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}
