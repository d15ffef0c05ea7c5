import { flatBuilding, house } from '../drawing/building';
import { grass } from '../drawing/ground';
import { road, zebra } from '../drawing/road';
import { tree } from '../drawing/tree';
import { car } from '../drawing/vehicle';
import type { SceneClass } from '../scene-class';

/** Two roads that cross, with zebra crossings; a building at the left, trees at the other corners. */
export const intersection: SceneClass = {
  name: 'intersection',
  compose(brush) {
    grass(brush);
    const [x, y] = [brush.between(146, 156), brush.between(170, 178)];
    road(brush, `M-20 ${y.toFixed(1)}H280`, 42);
    road(brush, `M${x.toFixed(1)} -20V280`, 42);
    brush.add(
      `<rect x="${(x - 22).toFixed(1)}" y="${(y - 22).toFixed(1)}" width="44" height="44" fill="#6a6b6e" filter="url(#asphalt)"/>`,
    );
    for (const [dx, dy, angle] of [
      [-29, 0, 0],
      [29, 0, 0],
      [0, -29, 90],
      [0, 29, 90],
    ] as const)
      zebra(brush, x + dx, y + dy, 38, angle);
    const roof = brush.pick(['grey', 'red', 'white', 'brown', 'blue']);
    const aside = [flatBuilding(brush, { x: 48, y: brush.between(74, 84), angle: 90 }, 110, 66, roof)];
    const other = brush.pick((['grey', 'red', 'white', 'brown', 'blue'] as const).filter((colour) => colour !== roof));
    for (const at of [20, 62, 104]) house(brush, { x: at, y: 234, angle: brush.between(-3, 3) }, 30, 24, other);
    house(brush, { x: 218, y: 236, angle: brush.between(-3, 3) }, 38, 26, other);
    const colour = brush.pick(['white', 'red', 'blue', 'yellow', 'black']);
    const lanes = [
      ...[16, 48, 80, 112, 216, 240].flatMap((at) => [
        { x: at, y: y - 10, angle: 180 },
        { x: at, y: y + 10, angle: 0 },
      ]),
      ...[16, 48, 80, 112, 140, 240].flatMap((at) => [
        { x: x - 10, y: at, angle: 90 },
        { x: x + 10, y: at, angle: 270 },
      ]),
    ].filter((lane) => Math.hypot(lane.x - x, lane.y - y) > 44);
    const main = brush.some(lanes, brush.integer(2, 10)).map((lane) => car(brush, lane, colour));
    const corners = [
      [194, 20],
      [226, 38],
      [198, 66],
      [232, 92],
      [200, 116],
      [236, 140],
    ] as const;
    const extra = brush.some(corners, brush.integer(1, 6)).map(([px, py]) => tree(brush, px, py, brush.between(9, 12)));
    return {
      scene: 'an intersection',
      main: {
        nouns: [
          ['car', 'cars'],
          ['vehicle', 'vehicles'],
        ],
        colour,
        objects: main,
      },
      doing: 'driving on the crossing roads',
      aside: { nouns: [['building', 'buildings']], colour: roof, roof: true, objects: aside },
      extra: { nouns: [['tree', 'trees']], colour: null, objects: extra },
    };
  },
};
