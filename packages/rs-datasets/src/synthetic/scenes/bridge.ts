import { type Brush, boxAround, n, ORIGIN } from '../drawing/brush';
import { house } from '../drawing/building';
import { grass, water } from '../drawing/ground';
import { wood } from '../drawing/tree';
import { boat } from '../drawing/vehicle';
import type { SceneClass } from '../scene-class';

/** A river from left to right, a bridge over it at the left, boats on it, houses on its banks. */
export const bridge: SceneClass = {
  name: 'bridge',
  compose(brush) {
    grass(brush);
    const bend = brush.between(-12, 12);
    const river = `M-60 74C40 ${n(70 - bend)} 190 ${n(78 + bend)} 320 72V182C200 ${n(176 + bend)} 60 ${n(186 - bend)} -60 180Z`;
    water(brush, river, brush.pick(['#47665c', '#4d6f76', '#6a7257']), '#94886a');
    wood(brush, 92, 196, 160, 14, 0.5);
    wood(brush, 92, 46, 160, 8, 0.6);

    const x = brush.between(44, 66);
    const colour = brush.pick(['grey', 'white', 'brown']);
    const aside = [span(brush, x, colour)];
    const roofs = brush.pick(['red', 'grey', 'brown', 'blue']);
    const plots = brush.some(
      [
        [108, 20],
        [158, 24],
        [214, 20],
        [112, 236],
        [166, 232],
        [220, 236],
      ] as const,
      brush.integer(1, 4),
    );
    const extra = plots.map(([px, py]) => house(brush, { x: px, y: py, angle: brush.between(-8, 8) }, 32, 22, roofs));
    const paint = brush.pick(['white', 'red', 'blue', 'yellow']);
    const berths = brush.some(
      [
        [106, 104],
        [112, 150],
        [162, 126],
        [166, 160],
        [214, 100],
        [222, 144],
      ] as const,
      brush.integer(1, 5),
    );
    const main = berths.map(([px, py]) => {
      const heading = brush.pick([0, 180]) + brush.between(-12, 12);
      return boat(brush, { x: px, y: py, angle: heading }, brush.between(22, 28), paint, true);
    });
    return {
      scene: 'a river',
      main: { nouns: [['boat', 'boats']], colour: paint, objects: main },
      doing: 'sailing on the river',
      aside: { nouns: [['bridge', 'bridges']], colour, objects: aside },
      extra: { nouns: [['house', 'houses']], colour: roofs, roof: true, objects: extra },
    };
  },
};

const DECKS = { grey: '#85878a', white: '#d9d7cf', brown: '#86684d' } as const;

function span(brush: Brush, x: number, colour: keyof typeof DECKS): string {
  brush.shadow(`<rect x="${n(x - 11)}" y="66" width="22" height="126"/>`, 9, ORIGIN);
  const deck = (width: number, fill: string, more = '') =>
    `<rect x="${n(x - width / 2)}" y="-8" width="${width}" height="272" fill="${fill}" ${more}/>`;
  brush.add(deck(24, DECKS[colour], 'filter="url(#asphalt)"') + deck(15, '#636467', 'filter="url(#asphalt)"'));
  brush.add(`<path d="M${n(x)} -4V264" stroke="#ece6cc" stroke-width="1" stroke-dasharray="8 7"/>`);
  const rails = [-11.6, 11.6].map((side) => `M${n(x + side)} 62V194`).join('');
  brush.add(`<path d="${rails}" stroke="#f0eee6" stroke-width="1.2"/>`);
  const piers = [92, 128, 164].map((y) => `M${n(x - 12)} ${y}h24`).join('');
  brush.add(`<path d="${piers}" stroke="#4a4b4d" stroke-width="1" opacity="0.6"/>`);
  return brush.object('bridge', colour, boxAround({ x, y: 128 }, 24, 124));
}
