import { flatBuilding } from '../drawing/building';
import { bareGround } from '../drawing/ground';
import { road } from '../drawing/road';
import { storageTank } from '../drawing/tank';
import { truck } from '../drawing/vehicle';
import type { SceneClass } from '../scene-class';

/** Tanks in rows, a warehouse at the left, lorries on the road at the right. */
export const storageTanks: SceneClass = {
  name: 'storage tanks',
  compose(brush) {
    bareGround(brush);
    road(brush, 'M232 -8V264', 24);
    const grid = Array.from({ length: 9 }, (_, index) => ({
      x: 90 + 50 * (index % 3),
      y: 42 + 86 * Math.floor(index / 3),
    }));
    for (const { x, y } of grid)
      brush.add(
        `<rect x="${x - 24}" y="${y - 30}" width="48" height="60" fill="#9d937d" stroke="#7d735d" stroke-width="2.5"/>`,
      );
    brush.add('<path d="M64 85H214M64 171H214" stroke="#55534d" stroke-width="5" fill="none"/>');
    for (const [dy, colour] of [
      [-1.6, '#c9c5b9'],
      [0, '#8f8b80'],
      [1.6, '#d6d2c6'],
    ] as const)
      brush.add(`<path d="M64 ${85 + dy}H214M64 ${171 + dy}H214" stroke="${colour}" stroke-width="1.1"/>`);
    const roof = brush.pick(['grey', 'blue', 'red', 'white']);
    const aside = [
      flatBuilding(
        brush,
        { x: 31, y: brush.between(112, 144), angle: 90 },
        brush.between(110, 150),
        42,
        roof,
        'warehouse',
      ),
    ];
    const colour = brush.pick(['white', 'grey', 'green', 'blue']);
    const main = brush
      .some(grid, brush.integer(2, 9))
      .map(({ x, y }) => storageTank(brush, x, y, brush.between(18, 21), colour));
    const paint = brush.pick(['white', 'red', 'blue', 'yellow']);
    const places = brush.some([20, 62, 104, 146, 188, 230], brush.integer(1, 4));
    const extra = places.map((y) => {
      const south = brush.pick([true, false]);
      return truck(brush, { x: south ? 226.5 : 237.5, y, angle: south ? 90 : 270 }, paint);
    });
    return {
      scene: 'a tank farm',
      main: { nouns: [['storage tank', 'storage tanks']], colour, objects: main },
      doing: 'standing on bare ground',
      aside: { nouns: [['warehouse', 'warehouses']], colour: roof, roof: true, objects: aside },
      extra: { nouns: [['truck', 'trucks']], colour: paint, objects: extra },
    };
  },
};
