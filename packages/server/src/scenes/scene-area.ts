import type { SceneWindow } from '@rs-sam/search/scene';

/** A rectangle of a scene, in its pixels. */
export interface SceneArea {
  /** The file of the scene. */
  readonly file: string;
  readonly window: SceneWindow;
}

/** Reads an area as ids of windows are written: `scene.tif#x,y,width,height`; null where it is none. */
export function parseSceneArea(text: string): SceneArea | null {
  const [, file, x, y, width, height] = /^(.+)#(\d{1,9}),(\d{1,9}),(\d{1,9}),(\d{1,9})$/.exec(text.trim()) ?? [];
  if (file === undefined || Number(width) === 0 || Number(height) === 0) return null;
  return { file, window: { x: Number(x), y: Number(y), width: Number(width), height: Number(height) } };
}

export const formatSceneArea = ({ file, window: { x, y, width, height } }: SceneArea): string =>
  `${file}#${x},${y},${width},${height}`;
