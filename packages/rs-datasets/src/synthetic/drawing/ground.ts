import { type Brush, n } from './brush';

const WHOLE = 'x="-8" y="-8" width="272" height="272"';

/** One ground for the whole image, with large-scale unevenness. */
function land(brush: Brush, fill: string, texture: string, blotch: string): void {
  brush.add(`<g filter="url(#land)"><rect ${WHOLE} fill="${fill}" filter="url(#${texture})"/></g>`);
  brush.add(`<rect ${WHOLE} fill="${blotch}" opacity="0.5" filter="url(#patches)"/>`);
}

/** Grass, in places dry. */
export function grass(brush: Brush): void {
  land(brush, brush.pick(['#6b7d45', '#74824a', '#5f7340', '#7f8651']), 'grass', '#a08f5c');
}

/** Bare, trodden ground. */
export function bareGround(brush: Brush): void {
  land(brush, brush.pick(['#a8977a', '#9b8a70', '#b0a184']), 'soil', '#7c7a58');
}

/** Concrete slabs, stained. */
export function concrete(brush: Brush, x: number, y: number, width: number, height: number, slab = 20): void {
  const joints: string[] = [];
  for (let at = slab; at < width; at += slab) joints.push(`M${n(x + at)} ${n(y)}v${n(height)}`);
  for (let at = slab; at < height; at += slab) joints.push(`M${n(x)} ${n(y + at)}h${n(width)}`);
  const rect = `x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"`;
  brush.add(`<rect ${rect} fill="${brush.pick(['#b3b0a8', '#aaa8a2', '#bab5a9'])}" filter="url(#asphalt)"/>`);
  brush.add(`<rect ${rect} fill="#6f6d68" opacity="0.35" filter="url(#patches)"/>`);
  brush.add(`<path d="${joints.join('')}" stroke="#77746d" stroke-width="0.5" opacity="0.7" fill="none"/>`);
}

/** Asphalt, stained. */
export function asphalt(brush: Brush, x: number, y: number, width: number, height: number): void {
  const rect = `x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"`;
  brush.add(`<rect ${rect} fill="${brush.pick(['#6f7073', '#66686b', '#7b7b7a'])}" filter="url(#asphalt)"/>`);
  brush.add(`<rect ${rect} fill="#47484a" opacity="0.4" filter="url(#patches)"/>`);
}

/** Water inside a path, with sun on its waves and a shallow edge. */
export function water(brush: Brush, path: string, colour: string, shore: string): void {
  const surface = `<path d="${path}" fill="${colour}" filter="url(#waves)"/>`;
  const glints = `<path d="${path}" fill="#e8f3f2" opacity="0.16" filter="url(#specks)"/>`;
  const edge = `<path d="${path}" fill="${shore}" stroke="${shore}" stroke-width="9"/>`;
  // The ragged filter takes pixels from outside the image, where nothing is drawn. Therefore a plain surface is below it.
  brush.add(`${surface}<g filter="url(#ragged)">${edge}${surface}${glints}</g>`);
}
