import { flatBuilding } from '../drawing/building';
import { baseballDiamond } from '../drawing/court';
import { asphalt, grass } from '../drawing/ground';
import { dirtRoad } from '../drawing/road';
import { wood } from '../drawing/tree';
import { car } from '../drawing/vehicle';
import type { SceneClass } from '../scene-class';

/** Diamonds with their home plates towards the middle, a clubhouse at the left, cars at the right. */
export const baseballDiamonds: SceneClass = {
  name: 'baseball diamond',
  compose(brush) {
    grass(brush);
    wood(brush, 4, 2, 40, 40, 0.8);
    wood(brush, 4, 210, 40, 40, 0.8);
    dirtRoad(brush, 'M60 -8C64 80 56 170 60 264', 7);
    asphalt(brush, 232, -8, 32, 272);
    const marks = Array.from({ length: 20 }, (_, index) => `M236 ${6 + index * 13}h16`).join('');
    brush.add(`<path d="${marks}" stroke="#e4e1d6" stroke-width="0.8"/>`);
    const roof = brush.pick(['grey', 'red', 'white', 'brown', 'blue']);
    const aside = [
      flatBuilding(brush, { x: 28, y: brush.between(116, 140), angle: 90 }, brush.between(80, 110), 36, roof),
    ];
    const middle = { x: 147, y: brush.between(122, 134) };
    const homes = [225, 315, 45, 135].map((angle) => {
      const [dx, dy] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
      return { x: middle.x + 9 * dx, y: middle.y + 9 * dy, angle };
    });
    brush.add(`<circle cx="${middle.x}" cy="${middle.y.toFixed(1)}" r="13" fill="#b5a88c" filter="url(#soil)"/>`);
    const main = brush.some(homes, brush.integer(1, 4)).map((home) => baseballDiamond(brush, home, 74));
    const paint = brush.pick(['white', 'red', 'blue', 'black']);
    const bays = Array.from({ length: 19 }, (_, index) => 12.5 + index * 13);
    const extra = brush.some(bays, brush.integer(1, 8)).map((y) => car(brush, { x: 244, y }, paint));
    return {
      scene: 'a sports ground',
      main: {
        nouns: [
          ['baseball diamond', 'baseball diamonds'],
          ['baseball field', 'baseball fields'],
        ],
        colour: null,
        objects: main,
      },
      doing: 'surrounded by grass',
      aside: { nouns: [['building', 'buildings']], colour: roof, roof: true, objects: aside },
      extra: { nouns: [['car', 'cars']], colour: paint, objects: extra },
    };
  },
};
