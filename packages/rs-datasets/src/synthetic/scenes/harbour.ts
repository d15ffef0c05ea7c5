import { type Brush, boxAround, centredRect, n, ORIGIN, type Pose } from '../drawing/brush';
import { flatBuilding } from '../drawing/building';
import { concrete, water } from '../drawing/ground';
import { PAINTS, type Paint, shaded } from '../drawing/palette';
import { boat } from '../drawing/vehicle';
import type { SceneClass } from '../scene-class';

/** A quay at the left with its warehouse and containers, piers into the water, ships along them. */
export const harbour: SceneClass = {
  name: 'harbour',
  compose(brush) {
    water(brush, 'M-60 -60H320V320H-60Z', brush.pick(['#37606c', '#3d5f5c', '#456b78']), '#37606c');
    concrete(brush, -8, -8, 96, 272, 18);
    brush.add('<path d="M87 -8V264" stroke="#4e4c47" stroke-width="2.4"/>');
    for (const y of [46, 128, 210]) pier(brush, y);
    const roof = brush.pick(['grey', 'blue', 'red', 'brown']);
    const aside = [
      flatBuilding(
        brush,
        { x: 28, y: brush.between(112, 144), angle: 90 },
        brush.between(110, 150),
        38,
        roof,
        'warehouse',
      ),
    ];
    const paint = brush.pick(['white', 'red', 'blue', 'green']);
    const berths = [46, 128, 210].flatMap((y) =>
      [116, 166, 216].flatMap((x) => [
        { x, y: y - 15 },
        { x, y: y + 15 },
      ]),
    );
    const main = brush
      .some(berths, brush.integer(2, 9))
      .map(({ x, y }) =>
        boat(brush, { x, y, angle: brush.pick([0, 180]) }, brush.between(40, 46), paint, false, 'ship'),
      );
    const load = brush.pick(['orange', 'yellow', 'grey']);
    const places = brush.some([18, 50, 82, 114, 146, 178, 210, 240], brush.integer(1, 5));
    const extra = places.map((y) => container(brush, { x: 68, y, angle: 90 }, load));
    return {
      scene: 'a harbour',
      main: {
        nouns: [
          ['ship', 'ships'],
          ['vessel', 'vessels'],
        ],
        colour: paint,
        objects: main,
      },
      doing: 'moored at the piers',
      aside: { nouns: [['warehouse', 'warehouses']], colour: roof, roof: true, objects: aside },
      extra: { nouns: [['container', 'containers']], colour: load, objects: extra },
    };
  },
};

function pier(brush: Brush, y: number): void {
  brush.shadow(`<rect x="88" y="${y - 5}" width="154" height="10"/>`, 3, ORIGIN);
  brush.add(`<rect x="86" y="${y - 5}" width="156" height="10" fill="#a39c8d" filter="url(#asphalt)"/>`);
  const planks = Array.from({ length: 22 }, (_, index) => `M${92 + index * 7} ${y - 5}v10`).join('');
  brush.add(`<path d="${planks}" stroke="#6f695d" stroke-width="0.5"/>`);
}

function container(brush: Brush, pose: Pose, colour: Paint): string {
  const [length, breadth] = [24, 10];
  brush.shadow(centredRect(length, breadth), 4, pose);
  const ribs = Array.from({ length: 7 }, (_, index) => `M${n(-length / 2 + 3 + index * 3)} -4.6V4.6`).join('');
  const paint = PAINTS[colour];
  const lid = centredRect(length, breadth, `fill="${paint}" stroke="${shaded(paint, 0.6)}" stroke-width="0.6"`);
  brush.addAt(pose, `${lid}<path d="${ribs}" stroke="${shaded(paint, 0.78)}" stroke-width="0.8"/>`);
  return brush.object('container', colour, boxAround(pose, length, breadth));
}
