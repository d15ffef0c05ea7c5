import { type Brush, n } from './brush';

/** A road along a path: verge, asphalt, edge lines and a dashed middle. */
export function road(brush: Brush, path: string, width: number): void {
  const line = (stroke: string, lineWidth: number, more = '') =>
    `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${n(lineWidth)}" ${more}/>`;
  brush.add(line('#b4ad9c', width + 7, 'opacity="0.75" filter="url(#soil)"'));
  brush.add(line('#6a6b6e', width, 'filter="url(#asphalt)"'));
  brush.add(line('#4c4d50', width * 0.28, 'opacity="0.35" filter="url(#patches)"'));
  brush.add(line('#d9d7cf', width - 2.5, 'opacity="0.8"') + line('#6a6b6e', width - 4, 'filter="url(#asphalt)"'));
  brush.add(line('#efe9d2', 1.1, 'stroke-dasharray="8 7" opacity="0.9"'));
}

/** A lane of earth, with the two ruts of wheels. */
export function dirtRoad(brush: Brush, path: string, width: number): void {
  const line = (stroke: string, lineWidth: number, more: string) =>
    `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${n(lineWidth)}" ${more}/>`;
  brush.add(`<g filter="url(#ragged)">${line('#bfa67d', width, 'filter="url(#soil)"')}</g>`);
  brush.add(line('#8e7a58', width * 0.55, 'opacity="0.5"') + line('#bfa67d', width * 0.3, 'filter="url(#soil)"'));
}

/** The stripes of a pedestrian crossing, `length` across the road. */
export function zebra(brush: Brush, x: number, y: number, length: number, angle: number): void {
  const stripes = Array.from(
    { length: Math.floor(length / 5) },
    (_, index) => `<rect x="-4" y="${n(-length / 2 + 1 + index * 5)}" width="8" height="2.6"/>`,
  );
  brush.addAt({ x, y, angle }, `<g fill="#e6e4dc" opacity="0.9">${stripes.join('')}</g>`);
}
