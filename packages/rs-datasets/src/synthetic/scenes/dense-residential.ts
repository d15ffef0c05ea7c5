import { type Brush, n } from '../drawing/brush';
import { flatBuilding, house } from '../drawing/building';
import { grass } from '../drawing/ground';
import type { RoofColour } from '../drawing/palette';
import { road } from '../drawing/road';
import { wood } from '../drawing/tree';
import type { SceneClass } from '../scene-class';

/** Houses of two roof colours on both sides of two streets, pools in some gardens, an apartment block at the left. */
export const denseResidential: SceneClass = {
  name: 'dense residential',
  compose(brush) {
    grass(brush);
    road(brush, 'M68 -8V264', 16);
    const [first, second] = brush.some<RoofColour>(['red', 'brown', 'grey', 'blue', 'white'], 2) as [
      RoofColour,
      RoofColour,
    ];
    const aside = [
      flatBuilding(brush, { x: 31, y: brush.between(110, 146), angle: 90 }, 140, 36, second, 'apartment block'),
    ];
    for (const y of [54, 190]) wood(brush, 92, y, 150, 8, 0.6);
    const plots = [100, 140, 180, 220].flatMap((x) => [24, 92, 164, 232].map((y) => ({ x: x + 6, y })));
    for (const { x, y } of plots.filter((plot) => Math.abs(plot.y - 128) < 50))
      brush.add(`<path d="M${x - 10} ${y}V128" stroke="#b9b4a8" stroke-width="5" opacity="0.9"/>`);
    road(brush, 'M76 128H264', 14);
    const count = brush.integer(4, 14);
    const ids = brush.some(plots, 16).map(({ x, y }, index) => {
      const pose = { x, y, angle: brush.pick([0, 90]) + brush.between(-3, 3) };
      return house(brush, pose, brush.between(29, 34), brush.between(24, 28), index < count ? first : second);
    });
    const gardens = [100, 140, 180, 220].flatMap((x) => [58, 198].map((y) => [x + 6, y] as const));
    const extra = brush.some(gardens, brush.integer(1, 6)).map(([x, y]) => pool(brush, x, y));
    return {
      scene: 'a dense residential area',
      main: {
        nouns: [
          ['house', 'houses'],
          ['home', 'homes'],
        ],
        colour: first,
        roof: true,
        objects: ids.slice(0, count),
      },
      doing: 'lined up along the street',
      aside: { nouns: [['apartment block', 'apartment blocks']], colour: second, roof: true, objects: aside },
      extra: { nouns: [['swimming pool', 'swimming pools']], colour: null, objects: extra },
    };
  },
};

function pool(brush: Brush, x: number, y: number): string {
  const [width, height] = [brush.between(16, 19), brush.between(9, 12)];
  const box = { x: x - width / 2, y: y - height / 2, width, height };
  const rect = (margin: number, fill: string, rounded: number) =>
    `<rect x="${n(box.x - margin)}" y="${n(box.y - margin)}" width="${n(width + 2 * margin)}" height="${n(height + 2 * margin)}" rx="${rounded}" fill="${fill}"/>`;
  brush.add(rect(3, '#cfc8b8', 2) + rect(0.8, '#f2f0ea', 3) + rect(0, '#38a3bd', 3));
  const steps = `x="${n(box.x + 2)}" y="${n(box.y + 2)}" width="${n(width - 6)}" height="2"`;
  brush.add(`<rect ${steps} rx="1" fill="#8fd3dd" opacity="0.8"/>`);
  return brush.object('swimming pool', null, box);
}
