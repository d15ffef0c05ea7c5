import type { Box } from './stand-out-boxes';

/** What a heat map is drawn with. */
export interface HeatMapOptions {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** An image to draw below the map, as a data URL or an address. Default: none, so that the map can lie over an image. */
  readonly image?: string | undefined;
  /** Boxes to draw. Default: none. */
  readonly boxes?: readonly Box[] | undefined;
  /** For people who do not see it. Default: `Attention`. */
  readonly title?: string | undefined;
}

/**
 * A map of attention as SVG: each cell of the grid is covered the more, the less attention it has, so that the image shows where words
 * look. The cell with the most attention is not covered.
 *
 * @param map [rows · columns], row-major.
 */
export function renderHeatMap(
  map: readonly number[],
  [rows, columns]: readonly [number, number],
  { width, height, image, boxes = [], title = 'Attention' }: HeatMapOptions,
): string {
  const most = Math.max(...map);
  const [cellWidth, cellHeight] = [width / columns, height / rows];
  const cells = map.map((value, cell) => {
    const cover = most > 0 ? 0.75 * (1 - value / most) : 0.75;
    const [x, y] = [(cell % columns) * cellWidth, Math.floor(cell / columns) * cellHeight];
    return `<rect x="${short(x)}" y="${short(y)}" width="${short(cellWidth)}" height="${short(cellHeight)}" fill-opacity="${short(cover)}"/>`;
  });
  const frames = boxes.map(
    (box) =>
      `<rect x="${short(box.x * width)}" y="${short(box.y * height)}" width="${short(box.width * width)}" height="${short(box.height * height)}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    image === undefined
      ? ''
      : `<image href="${escaped(image)}" width="${width}" height="${height}" preserveAspectRatio="none"/>`,
    `<g fill="#0b1020" stroke="none">${cells.join('')}</g>`,
    frames.length === 0 ? '' : `<g fill="none" stroke="#ffb000" stroke-width="2">${frames.join('')}</g>`,
    '</svg>',
  ].join('');
}

const short = (value: number): string => String(Number(value.toFixed(3)));

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
