import { type Brush, boxAround, centredRect, n, type Pose } from './brush';
import { ROOFS, type RoofColour, shaded } from './palette';

/** A house under a hipped roof: four faces, each as bright as its angle to the sun makes it. @returns its id */
export function house(
  brush: Brush,
  pose: Pose,
  length: number,
  breadth: number,
  colour: RoofColour,
  kind = 'house',
): string {
  brush.shadow(centredRect(length, breadth), 7, pose);
  const [l, b] = [length / 2, breadth / 2];
  const ridge = Math.max(0, l - b * brush.between(0.8, 1));
  const base = shaded(ROOFS[colour], brush.between(0.92, 1.08));
  const faces: readonly (readonly [string, number])[] = [
    [`${-l},${-b} ${l},${-b} ${ridge},0 ${-ridge},0`, -90],
    [`${l},${-b} ${l},${b} ${ridge},0`, 0],
    [`${l},${b} ${-l},${b} ${-ridge},0 ${ridge},0`, 90],
    [`${-l},${b} ${-l},${-b} ${-ridge},0`, 180],
  ];
  const roof = faces.map(([points, direction]) => {
    const light = 0.9 + 0.22 * brush.facing(direction + (pose.angle ?? 0));
    return `<polygon points="${points.replace(/-?[\d.]+/g, (value) => n(Number(value)))}" fill="${shaded(base, light)}"/>`;
  });
  const chimney = `<rect x="${n(ridge * 0.4)}" y="${n(-b * 0.45)}" width="2.4" height="2.4" fill="#5b5049"/>`;
  const ridges = `<path d="M${n(-ridge)} 0H${n(ridge)}" stroke="${shaded(base, 1.2)}" stroke-width="0.7"/>`;
  brush.addAt(pose, `<g filter="url(#roof)">${roof.join('')}</g>${ridges}${chimney}`);
  return brush.object(kind, colour, boxAround(pose, length, breadth));
}

/** A large building under a flat roof with parapet, seams, machines and skylights. @returns its id */
export function flatBuilding(
  brush: Brush,
  pose: Pose,
  length: number,
  breadth: number,
  colour: RoofColour,
  kind = 'building',
): string {
  brush.shadow(centredRect(length, breadth), 12, pose);
  const base = ROOFS[colour];
  const seams = Array.from({ length: Math.floor(length / 9) }, (_, index) => {
    const x = n(-length / 2 + 5 + index * 9);
    return `<path d="M${x} ${n(-breadth / 2 + 2)}V${n(breadth / 2 - 2)}" stroke="${shaded(base, 0.85)}" stroke-width="0.6"/>`;
  });
  const machines = Array.from({ length: Math.round((length * breadth) / 420) }, () => {
    const [x, y] = [brush.between(-0.38, 0.32) * length, brush.between(-0.34, 0.22) * breadth];
    const size = brush.between(3, 5.5);
    const rect = (dx: number, fill: string) =>
      `<rect x="${n(x + dx)}" y="${n(y + dx)}" width="${n(size)}" height="${n(size * 0.8)}" fill="${fill}"/>`;
    return rect(1.2, '#2c2d30') + rect(0, brush.pick(['#c9c9c4', '#a7aaac', '#d8d5cc']));
  });
  brush.addAt(
    pose,
    `<g filter="url(#roof)">${centredRect(length, breadth, `fill="${base}"`)}${seams.join('')}</g>` +
      centredRect(length - 1.4, breadth - 1.4, `fill="none" stroke="${shaded(base, 1.18)}" stroke-width="1.4"`) +
      centredRect(length - 4, breadth - 4, `fill="none" stroke="${shaded(base, 0.7)}" stroke-width="0.6"`) +
      machines.join(''),
  );
  return brush.object(kind, colour, boxAround(pose, length, breadth));
}
