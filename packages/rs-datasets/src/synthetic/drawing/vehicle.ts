import { type Brush, boxAround, centredRect, n, type Pose } from './brush';
import { PAINTS, type Paint, shaded } from './palette';

/** A car from above: body, windscreen, rear window. @returns its id */
export function car(brush: Brush, pose: Pose, colour: Paint): string {
  const [length, breadth] = [13.5, 6.2];
  brush.shadow(centredRect(length, breadth, 'rx="1.8"'), 2.4, pose);
  const paint = PAINTS[colour];
  const glass = (x: number, width: number) =>
    `<rect x="${x}" y="-2.4" width="${width}" height="4.8" rx="0.7" fill="#1f2a33"/>`;
  const body = centredRect(length, breadth, `rx="1.9" fill="${paint}"`);
  const roof = `<rect x="-3" y="-2.2" width="5" height="4.4" rx="0.8" fill="${shaded(paint, 1.12)}"/>`;
  brush.addAt(pose, body + glass(-4.6, 1.9) + glass(1.7, 2.2) + roof);
  return brush.object('car', colour, boxAround(pose, length, breadth));
}

/** A lorry: cab and long load. @returns its id */
export function truck(brush: Brush, pose: Pose, colour: Paint): string {
  const [length, breadth] = [22, 7];
  brush.shadow(centredRect(length, breadth), 4.5, pose);
  const paint = PAINTS[colour];
  const ribs = [-7, -3, 1].map((x) => `<path d="M${x} -3.2V3.2" stroke="${shaded(paint, 0.82)}" stroke-width="0.6"/>`);
  const load = `<rect x="-11" y="-3.5" width="16" height="7" fill="${paint}"/>${ribs.join('')}`;
  const cab = `<rect x="5.8" y="-3.3" width="5.2" height="6.6" rx="1.2" fill="${shaded(paint, 0.9)}"/>`;
  brush.addAt(pose, `${load}${cab}<rect x="8.6" y="-2.7" width="1.6" height="5.4" fill="#1f2a33"/>`);
  return brush.object('truck', colour, boxAround(pose, length, breadth));
}

/** An airliner: fuselage, swept wings with engines, tail. @returns its id */
export function plane(brush: Brush, pose: Pose, colour: Paint, scale = 1): string {
  const [length, span] = [44 * scale, 42 * scale];
  const outline =
    'M22 0C20 -2.4 17 -2.6 14 -2.6L6 -2.6L-5 -21L-9 -21L-4 -2.6L-14 -2.3L-18.5 -8L-21.5 -8L-19.5 0L-21.5 8L-18.5 8L-14 2.3L-4 2.6L-9 21L-5 21L6 2.6L14 2.6C17 2.6 20 2.4 22 0Z';
  const paint = PAINTS[colour];
  brush.shadow(`<path transform="scale(${n(scale)})" d="${outline}"/>`, 5 * scale, pose);
  const engines = [-9, 9].map((y) => `<rect x="-1.5" y="${y - 1.3}" width="6" height="2.6" rx="1.2" fill="#7d8288"/>`);
  const shape =
    `${engines.join('')}<path d="${outline}" fill="${paint}"/>` +
    `<path d="M-4 -2.6L-9 -21M-4 2.6L-9 21" stroke="${shaded(paint, 0.72)}" stroke-width="0.9" fill="none"/>` +
    `<path d="M18 0H-19" stroke="${shaded(paint, 1.25)}" stroke-width="1.5"/>` +
    `<path d="M-13 0H-20" stroke="${shaded(paint, 0.6)}" stroke-width="1"/>` +
    '<path d="M18.6 -1.7Q20 0 18.6 1.7" stroke="#1f2a33" stroke-width="0.9" fill="none"/>';
  brush.addAt(pose, `<g transform="scale(${n(scale)})">${shape}</g>`);
  return brush.object('plane', colour, boxAround(pose, length, span));
}

/** A boat with deck and cabin and, if it moves, its wake. @returns its id */
export function boat(brush: Brush, pose: Pose, length: number, colour: Paint, wake = false, kind = 'boat'): string {
  const [l, b] = [length / 2, length * 0.14];
  const hull = `M${n(l)} 0Q${n(l * 0.6)} ${n(-b)} 0 ${n(-b)}L${n(-l)} ${n(-b * 0.8)}V${n(b * 0.8)}L0 ${n(b)}Q${n(l * 0.6)} ${n(b)} ${n(l)} 0Z`;
  if (wake) {
    const foam = `M${n(-l)} ${n(-b * 0.6)}L${n(-l * 3.4)} ${n(-b * 2.2)}L${n(-l * 2.6)} 0L${n(-l * 3.4)} ${n(b * 2.2)}L${n(-l)} ${n(b * 0.6)}Z`;
    brush.addAt(pose, `<path d="${foam}" fill="#e9f2f2" opacity="0.4" filter="url(#soft)"/>`);
  }
  brush.shadow(`<path d="${hull}"/>`, 2.5, pose);
  const paint = PAINTS[colour];
  const deck = `<path transform="scale(0.8 0.66)" d="${hull}" fill="${shaded(paint, 0.84)}"/>`;
  const cabin = `<rect x="${n(-l * 0.55)}" y="${n(-b * 0.5)}" width="${n(l * 0.62)}" height="${n(b)}" rx="1" fill="#f3f1ea"/>`;
  const window = `<rect x="${n(l * 0.02)}" y="${n(-b * 0.4)}" width="1.5" height="${n(b * 0.8)}" fill="#26323b"/>`;
  brush.addAt(pose, `<path d="${hull}" fill="${paint}"/>${deck}${cabin}${window}`);
  return brush.object(kind, colour, boxAround(pose, length, 2 * b));
}
