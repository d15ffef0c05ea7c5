import { type Brush, n } from '../drawing/brush';
import { grass, water } from '../drawing/ground';
import { PAINTS, type Paint, shaded } from '../drawing/palette';
import { wood } from '../drawing/tree';
import { boat } from '../drawing/vehicle';
import type { SceneClass } from '../scene-class';

/** The sea at the left with its breakers, sand with umbrellas, a belt of trees at the right. */
export const beach: SceneClass = {
  name: 'beach',
  compose(brush) {
    grass(brush);
    wood(brush, 224, 0, 34, 256);
    brush.add(
      '<g filter="url(#ragged)"><path d="M60 -60H214C204 60 224 190 210 320H60Z" fill="#d9c69c" filter="url(#soil)"/></g>',
    );
    const sea = brush.pick(['blue', 'green', 'grey']);
    const wet = 'M-60 -60H116C104 50 124 120 112 190C108 230 118 270 114 320H-60Z';
    brush.add(`<g filter="url(#ragged)"><path d="${wet}" fill="#b39c72" opacity="0.85"/></g>`);
    water(brush, 'M-60 -60H102C92 50 110 120 99 190C95 230 104 270 101 320H-60Z', SEAS[sea], '#7fa79c');
    const surf = [
      [101, 0.95],
      [90, 0.6],
      [74, 0.35],
    ].map(([x = 0, opacity = 0]) => {
      const line = `M${x} -60C${x - 10} 50 ${x + 8} 120 ${x - 3} 190C${x - 7} 230 ${x + 2} 270 ${x - 1} 320`;
      const dashes = `${brush.integer(30, 70)} ${brush.integer(4, 14)}`;
      return `<path d="${line}" stroke-width="${n(4 * opacity)}" opacity="${opacity}" stroke-dasharray="${dashes}"/>`;
    });
    brush.add(`<g filter="url(#ragged)" stroke="#f6f8f4" fill="none">${surf.join('')}</g>`);
    const aside = [brush.object('sea', sea, { x: 0, y: 0, width: 100, height: 256 })];
    const paint = brush.pick(['red', 'blue', 'yellow', 'orange']);
    const spots = [136, 162, 188].flatMap((x) => [22, 56, 90, 124, 158, 192, 226].map((y) => [x, y] as const));
    const main = brush
      .some(spots, brush.integer(3, 14))
      .map(([x, y]) => umbrella(brush, x + brush.between(-4, 4), y + brush.between(-6, 6), paint));
    const berths = brush.some(
      [
        [30, 40],
        [44, 92],
        [26, 140],
        [46, 190],
        [30, 230],
      ] as const,
      brush.integer(1, 4),
    );
    const extra = berths.map(([x, y]) =>
      boat(brush, { x, y, angle: 90 + brush.between(-40, 40) }, brush.between(22, 28), 'white'),
    );
    return {
      scene: 'a beach',
      main: {
        nouns: [
          ['umbrella', 'umbrellas'],
          ['parasol', 'parasols'],
        ],
        colour: paint,
        objects: main,
      },
      doing: 'set up on the sand',
      aside: { nouns: [['sea', 'seas']], colour: sea, objects: aside },
      extra: { nouns: [['boat', 'boats']], colour: 'white', objects: extra },
    };
  },
};

const SEAS = { blue: '#2f6f96', green: '#3c7f70', grey: '#6f7f85' } as const;

function umbrella(brush: Brush, x: number, y: number, colour: Paint): string {
  const radius = 7;
  brush.shadow(`<circle r="${radius}"/>`, 5, { x, y });
  const corner = (index: number) =>
    `${n(radius * Math.cos((index * Math.PI) / 4))} ${n(radius * Math.sin((index * Math.PI) / 4))}`;
  const gores = Array.from({ length: 8 }, (_, index) => {
    const fill = shaded(PAINTS[colour], 0.95 + 0.2 * brush.facing(index * 45 + 22) + (index % 2) * 0.08);
    return `<path d="M0 0L${corner(index)}L${corner(index + 1)}Z" fill="${fill}"/>`;
  });
  const towel = `<rect x="9" y="-3" width="4" height="9" fill="${brush.pick(['#f1efe8', '#3b7fa6', '#c96a4a'])}"/>`;
  brush.addAt({ x, y }, `${towel}${gores.join('')}<circle r="0.9" fill="#f3f0e6"/>`);
  return brush.object('umbrella', colour, { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius });
}
