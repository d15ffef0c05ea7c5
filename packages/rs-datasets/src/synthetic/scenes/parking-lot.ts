import { flatBuilding } from '../drawing/building';
import { asphalt, grass } from '../drawing/ground';
import type { Paint } from '../drawing/palette';
import { tree } from '../drawing/tree';
import { car } from '../drawing/vehicle';
import type { SceneClass } from '../scene-class';

const PAINT: readonly Paint[] = ['white', 'red', 'blue', 'black', 'yellow'];

/** Four rows of bays with cars; captions mention one colour of them; a building at the left, trees along the right. */
export const parkingLot: SceneClass = {
  name: 'parking lot',
  compose(brush) {
    grass(brush);
    asphalt(brush, 60, -8, 158, 272);
    brush.add('<path d="M60 -8V264M218 -8V264" stroke="#c9c5b8" stroke-width="2"/>');
    const rows = [76, 119, 159, 202];
    const marks = rows.map((x) =>
      Array.from({ length: 22 }, (_, index) => `M${x - 10} ${12.5 + 11 * index}h20`).join(''),
    );
    brush.add(`<path d="${marks.join('')}M139 12V244" stroke="#e4e1d6" stroke-width="0.8" opacity="0.9"/>`);
    const arrows = [97.5, 180.5].map((x) => `M${x} 60v24m-3 -6l3 6l3 -6M${x} 196v-24m-3 6l3 -6l3 6`).join('');
    brush.add(`<path d="${arrows}" stroke="#e4e1d6" stroke-width="1" fill="none"/>`);

    const roof = brush.pick(['grey', 'white', 'red', 'brown']);
    const aside = [
      flatBuilding(brush, { x: 29, y: brush.between(114, 142), angle: 90 }, brush.between(120, 170), 40, roof),
    ];
    const [mentioned, ...others] = brush.some(PAINT, 3) as [Paint, ...Paint[]];
    const count = brush.integer(2, 14);
    const bays = rows.flatMap((x) => Array.from({ length: 21 }, (_, index) => ({ x, y: 18 + 11 * index })));
    const ids = brush.some(bays, count + brush.integer(16, 34)).map(({ x, y }, index) => {
      const pose = { x: x + brush.between(-1, 1), y, angle: brush.pick([0, 180]) + brush.between(-2, 2) };
      return car(brush, pose, index < count ? mentioned : brush.pick(others));
    });
    const spots = brush.some([20, 56, 92, 128, 164, 200, 236], brush.integer(1, 6));
    const extra = spots.map((y) => tree(brush, 238, y));
    return {
      scene: 'a parking lot',
      main: { nouns: [['car', 'cars']], colour: mentioned, objects: ids.slice(0, count) },
      doing: 'parked between white lines',
      aside: { nouns: [['building', 'buildings']], colour: roof, roof: true, objects: aside },
      extra: { nouns: [['tree', 'trees']], colour: null, objects: extra },
    };
  },
};
