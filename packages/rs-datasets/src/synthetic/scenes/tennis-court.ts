import { flatBuilding } from '../drawing/building';
import { tennisCourt } from '../drawing/court';
import { concrete, grass } from '../drawing/ground';
import { dirtRoad } from '../drawing/road';
import { wood } from '../drawing/tree';
import { car } from '../drawing/vehicle';
import type { SceneClass } from '../scene-class';

/** Courts in two columns on paved ground, a club house at the left, cars between the trees along the right. */
export const tennisCourts: SceneClass = {
  name: 'tennis court',
  compose(brush) {
    grass(brush);
    dirtRoad(brush, 'M62 -8V264', 7);
    wood(brush, 4, 4, 44, 40, 0.8);
    wood(brush, 4, 212, 44, 40, 0.8);
    const top = brush.between(30, 60);
    concrete(brush, 74, top - 24, 148, 166, 18);
    const roof = brush.pick(['grey', 'red', 'white', 'brown']);
    const aside = [flatBuilding(brush, { x: 30, y: brush.between(116, 140), angle: 90 }, 92, 36, roof)];
    const colour = brush.pick(['green', 'blue', 'red']);
    const grid = Array.from({ length: 8 }, (_, index) => ({
      x: 113 + 70 * (index % 2),
      y: top + 39 * Math.floor(index / 2),
    }));
    const main = brush.some(grid, brush.integer(1, 8)).map((pose) => tennisCourt(brush, pose, colour));
    wood(brush, 78, top + 154, 130, 256 - top - 150, 0.5);
    for (let y = 18; y < 256; y += 44)
      brush.add(`<path d="M224 ${y}h32" stroke="#a9a497" stroke-width="14" opacity="0.9"/>`);
    const paint = brush.pick(['white', 'red', 'blue', 'black']);
    const bays = brush.some([18, 62, 106, 150, 194, 238], brush.integer(1, 6));
    const extra = bays.map((y) => car(brush, { x: 241, y }, paint));
    return {
      scene: 'a tennis club',
      main: { nouns: [['tennis court', 'tennis courts']], colour, objects: main },
      doing: 'laid out on paved ground',
      aside: { nouns: [['building', 'buildings']], colour: roof, roof: true, objects: aside },
      extra: { nouns: [['car', 'cars']], colour: paint, objects: extra },
    };
  },
};
