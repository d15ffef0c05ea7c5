import { flatBuilding } from '../drawing/building';
import { sportsTrack } from '../drawing/court';
import { grass } from '../drawing/ground';
import { dirtRoad } from '../drawing/road';
import { tree } from '../drawing/tree';
import type { SceneClass } from '../scene-class';

/** One large sports track or two small ones, a stand at the left, trees along the right. */
export const playground: SceneClass = {
  name: 'playground',
  compose(brush) {
    grass(brush);
    dirtRoad(brush, 'M60 -8V264', 8);
    const roof = brush.pick(['grey', 'red', 'white', 'blue', 'brown']);
    const aside = [
      flatBuilding(brush, { x: 30, y: brush.between(112, 144), angle: 90 }, brush.between(120, 170), 36, roof, 'stand'),
    ];
    const colour = brush.pick(['red', 'blue', 'brown']);
    const main =
      brush.integer(1, 2) === 1
        ? [sportsTrack(brush, { x: 142, y: 128, angle: 90 }, 228, 128, colour)]
        : [64, 192].map((y) => sportsTrack(brush, { x: 143, y }, 144, 92, colour));
    const spots = brush.some([14, 42, 70, 98, 126, 154, 182, 210, 238], brush.integer(1, 9));
    const extra = spots.map((y) => tree(brush, 236 + brush.between(-4, 4), y));
    return {
      scene: 'a playground',
      main: {
        nouns: [
          ['sports track', 'sports tracks'],
          ['running track', 'running tracks'],
        ],
        colour,
        objects: main,
      },
      doing: 'laid around green pitches',
      aside: { nouns: [['stand', 'stands']], colour: roof, roof: true, objects: aside },
      extra: { nouns: [['tree', 'trees']], colour: null, objects: extra },
    };
  },
};
