import { type Brush, n } from './brush';
import { PAINTS, type Paint, shaded } from './palette';

/** A storage tank: its bund, roof with seams and vents, a stair around its wall. @returns its id */
export function storageTank(brush: Brush, x: number, y: number, radius: number, colour: Paint): string {
  const paint = PAINTS[colour];
  brush.shadow(`<circle r="${n(radius)}"/>`, 12, { x, y });
  const seams = [0, 30, 60, 90, 120, 150].map(
    (angle) => `<path transform="rotate(${angle})" d="M${n(-radius)} 0H${n(radius)}"/>`,
  );
  const lit = Array.from({ length: 24 }, (_, index) => {
    const angle = index * 15;
    const radians = (angle * Math.PI) / 180;
    const [px, py] = [Math.cos(radians) * radius * 0.62, Math.sin(radians) * radius * 0.62];
    const light = brush.facing(angle);
    return `<circle cx="${n(px)}" cy="${n(py)}" r="${n(radius * 0.3)}" fill="${light > 0 ? '#ffffff' : '#000000'}" opacity="${n(Math.abs(light) * 0.14)}"/>`;
  });
  const shape =
    `<circle r="${n(radius)}" fill="${paint}" filter="url(#roof)"/>${lit.join('')}` +
    `<g stroke="${shaded(paint, 0.8)}" stroke-width="0.5">${seams.join('')}</g>` +
    `<circle r="${n(radius - 0.8)}" fill="none" stroke="${shaded(paint, 1.25)}" stroke-width="1.4"/>` +
    `<circle r="${n(radius - 2.4)}" fill="none" stroke="${shaded(paint, 0.68)}" stroke-width="0.7"/>` +
    `<circle r="${n(radius * 0.16)}" fill="${shaded(paint, 0.74)}"/><circle cx="${n(radius * 0.5)}" r="1.4" fill="#4c4f52"/>` +
    `<path d="M${n(radius)} 0A${n(radius)} ${n(radius)} 0 0 1 ${n(radius * 0.5)} ${n(radius * 0.87)}" fill="none" stroke="#55585b" stroke-width="1.6"/>`;
  brush.addAt({ x, y, angle: brush.between(0, 360) }, shape);
  return brush.object('storage tank', colour, { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius });
}
