import { type Brush, n, type Pose } from './brush';

/** A single crown, lit from the sun's side. @returns its id */
export function tree(brush: Brush, x: number, y: number, radius = brush.between(9, 12)): string {
  plant(brush, [{ x, y, radius }]);
  return brush.object('tree', null, { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius });
}

/** Crowns close together, not for counting. */
export function wood(brush: Brush, x: number, y: number, width: number, height: number, density = 1): void {
  const trees = Array.from({ length: Math.round((width * height * density) / 150) }, () => ({
    x: x + brush.between(0, width),
    y: y + brush.between(0, height),
    radius: brush.between(5, 10),
  }));
  plant(brush, trees);
}

interface Crown extends Pose {
  readonly radius: number;
}

function plant(brush: Brush, crowns: readonly Crown[]): void {
  brush.shadow('<circle r="7"/>', 7, ...crowns);
  brush.add(`<g filter="url(#foliage)">${crowns.map((crown) => leaves(brush, crown)).join('')}</g>`);
}

function leaves(brush: Brush, { x, y, radius }: Crown): string {
  const [dark, light] = brush.pick([
    ['#3a5430', '#6f8d4a'],
    ['#41583a', '#7c9858'],
    ['#34503b', '#5f8258'],
    ['#4d5c33', '#8c9a58'],
  ]);
  const clusters = Array.from({ length: 7 }, (_, index) => {
    const angle = (index * 360) / 7 + brush.between(-20, 20);
    const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    const reach = radius * brush.between(0.4, 0.55);
    const opacity = n(Math.max(0.1, 0.55 + 0.45 * brush.facing(angle)));
    const circle = `cx="${n(cos * reach)}" cy="${n(sin * reach)}" r="${n(radius * 0.45)}"`;
    return `<circle ${circle} fill="${dark}"/><circle ${circle} fill="${light}" opacity="${opacity}"/>`;
  });
  const shape = `<circle r="${n(radius * 0.7)}" fill="${dark}"/>${clusters.join('')}`;
  return `<g transform="translate(${n(x)} ${n(y)})">${shape}</g>`;
}
