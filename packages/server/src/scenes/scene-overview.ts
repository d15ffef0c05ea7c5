import type { GalleryItems } from '@rs-sam/search';
import { planWindows, type SceneRecord, type SceneWindow, windowCount, windowId } from '@rs-sam/search/scene';
import sharp from 'sharp';

/** Longer side of an overview, in pixels. */
const SIDE = 1024;

/** Of a scene with more windows, no overview is drawn: it would take minutes. */
const MOST_WINDOWS = 20_000;

/** Thumbnails that are decoded at a time: libuv has four threads, and files are read there too. */
const CONCURRENT = 2;

/**
 * A scene as small JPEG, put together from the thumbnails of its windows: the gallery has no other picture of it, and the file of the scene
 * is not opened. It is black where a window was left out because it has too few data.
 *
 * @returns null where the scene has too many windows.
 */
export async function drawOverview(gallery: GalleryItems, scene: SceneRecord): Promise<Buffer | null> {
  const { windows: grid } = gallery.origin;
  if (grid === null) return null;
  if (windowCount(scene.width, scene.height, grid) > MOST_WINDOWS) return null;
  const scale = Math.min(1, SIDE / Math.max(scene.width, scene.height));
  const scaled = (pixels: number) => Math.round(scale * pixels);
  const [width, height] = [Math.max(1, scaled(scene.width)), Math.max(1, scaled(scene.height))];
  const pixels = Buffer.alloc(3 * width * height);

  const draw = async (window: SceneWindow) => {
    const key = await gallery.keyOf(windowId(scene.file, window));
    if (key === null) return;
    const [left, top] = [scaled(window.x), scaled(window.y)];
    const columns = Math.min(width, scaled(window.x + window.width)) - left;
    const rows = Math.min(height, scaled(window.y + window.height)) - top;
    if (columns < 1 || rows < 1) return;
    const small = await sharp(await gallery.thumbnail(key))
      .resize(columns, rows, { fit: 'fill' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer();
    for (let row = 0; row < rows; row++) {
      pixels.set(small.subarray(3 * columns * row, 3 * columns * (row + 1)), 3 * (width * (top + row) + left));
    }
  };
  const windows = planWindows(scene.width, scene.height, grid);
  let next = 0;
  const work = async () => {
    for (let at = next++; at < windows.length; at = next++) await draw(windows[at] as SceneWindow);
  };
  await Promise.all(Array.from({ length: CONCURRENT }, work));
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 80 })
    .toBuffer();
}
