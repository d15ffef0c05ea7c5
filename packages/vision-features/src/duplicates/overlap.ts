import type { Alignment } from './alignment';
import type { Rectangle } from './cell-means';
import { FRAME_SIZE } from './grey-frame';
import type { Thumbnail } from './thumbnail';
import { viewedFrame } from './viewed-frame';

/** What two images show in common. */
export interface Overlap {
  /** In pixels of the thumbnail of the image that is aligned, turned to its view. */
  readonly from: Rectangle;
  /** In pixels of the other thumbnail. */
  readonly to: Rectangle;
  /** Its area as a share of each image. */
  readonly shareOfFrom: number;
  readonly shareOfTo: number;
}

/** Smaller overlaps, in pixels of the thumbnails, have too little to compare. */
const LEAST_SIDE = 20;

/** @returns null where the overlap is too small. */
export function overlapOf(from: Thumbnail, to: Thumbnail, alignment: Alignment): Overlap | null {
  const { view, scaleX, scaleY } = alignment;
  // Alignments count in pixels of frames, two to one of a thumbnail.
  const [x, y] = [alignment.x / 2, alignment.y / 2];
  const framed = viewedFrame(from, view);
  const image = {
    left: framed.left / 2,
    top: framed.top / 2,
    right: framed.right / 2,
    bottom: framed.bottom / 2,
  };
  const common = {
    left: Math.max(0, scaleX * image.left + x),
    top: Math.max(0, scaleY * image.top + y),
    right: Math.min(to.width, scaleX * image.right + x),
    bottom: Math.min(to.height, scaleY * image.bottom + y),
  };
  const inside = FRAME_SIZE / 2;
  const source = {
    left: Math.max(0, (common.left - x) / scaleX),
    top: Math.max(0, (common.top - y) / scaleY),
    right: Math.min(inside, (common.right - x) / scaleX),
    bottom: Math.min(inside, (common.bottom - y) / scaleY),
  };
  if (Math.min(...sidesOf(common), ...sidesOf(source)) < LEAST_SIDE) return null;
  return {
    from: source,
    to: common,
    shareOfFrom: areaOf(source) / areaOf(image),
    shareOfTo: areaOf(common) / (to.width * to.height),
  };
}

const sidesOf = ({ left, top, right, bottom }: Rectangle) => [right - left, bottom - top] as const;

function areaOf(rectangle: Rectangle): number {
  const [width, height] = sidesOf(rectangle);
  return width * height;
}
