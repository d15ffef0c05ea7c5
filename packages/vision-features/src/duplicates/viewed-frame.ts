import type { View } from '../images/view';
import { viewed } from './alignment';
import type { Rectangle } from './cell-means';
import type { Thumbnail } from './thumbnail';

/** Where the view of a whole image lies, in pixels of its frame, two to one of its thumbnail. */
export function viewedFrame({ width, height }: Thumbnail, view: View): Rectangle {
  const corner = viewed({ x: 0, y: 0 }, view);
  const opposite = viewed({ x: 2 * width, y: 2 * height }, view);
  return {
    left: Math.min(corner.x, opposite.x),
    top: Math.min(corner.y, opposite.y),
    right: Math.max(corner.x, opposite.x),
    bottom: Math.max(corner.y, opposite.y),
  };
}
