import { type Brush, n } from '../drawing/brush';
import { house } from '../drawing/building';
import { grass } from '../drawing/ground';
import { shaded } from '../drawing/palette';
import { dirtRoad } from '../drawing/road';
import { wood } from '../drawing/tree';
import type { SceneClass } from '../scene-class';

/** A farmhouse at the left, a lane, and a patchwork of fields of two crops. */
export const farmland: SceneClass = {
  name: 'farmland',
  compose(brush) {
    grass(brush);
    const roof = brush.pick(['red', 'grey', 'brown', 'white']);
    wood(brush, 4, 4, 44, 60, 0.7);
    wood(brush, 4, 192, 44, 60, 0.7);
    const [first, second] = brush.some(['green', 'yellow', 'brown'] as const, 2) as [FieldColour, FieldColour];
    const [middle, upper, lower] = [brush.between(150, 172), brush.between(78, 92), brush.between(160, 176)];
    const columns = [
      [70, middle],
      [middle, 262],
    ] as const;
    const rows = [
      [-6, upper],
      [upper, lower],
      [lower, 262],
    ] as const;
    const plots = brush.some(
      columns.flatMap(([x, right]) => rows.map(([y, bottom]) => ({ x, y, right, bottom }))),
      6,
    );
    const count = brush.integer(1, 5);
    const ids = plots.map((plot, index) => field(brush, plot, index < count ? first : second));
    brush.add('<rect x="70" width="186" height="256" fill="#3d3a26" opacity="0.28" filter="url(#patches)"/>');
    dirtRoad(brush, `M64 -20C${n(brush.between(58, 68))} 80 ${n(brush.between(58, 68))} 170 64 280`, 8);
    const aside = [
      house(brush, { x: 31, y: brush.between(112, 144), angle: 90 + brush.between(-6, 6) }, 54, 32, roof, 'farmhouse'),
    ];
    return {
      scene: 'farmland',
      main: { nouns: [['field', 'fields']], colour: first, objects: ids.slice(0, count) },
      doing: 'bordered by narrow strips of grass',
      aside: { nouns: [['farmhouse', 'farmhouses']], colour: roof, roof: true, objects: aside },
      extra: { nouns: [['field', 'fields']], colour: second, objects: ids.slice(count) },
    };
  },
};

const CROPS = { green: '#58793a', yellow: '#c2ab55', brown: '#8a6a4a' } as const;
type FieldColour = keyof typeof CROPS;

function field(
  brush: Brush,
  { x, y, right, bottom }: { readonly x: number; readonly y: number; readonly right: number; readonly bottom: number },
  colour: FieldColour,
): string {
  const margin = 3;
  const [left, top] = [Math.max(x + margin, 0), Math.max(y + margin, 0)];
  const [width, height] = [Math.min(right - margin, 256) - left, Math.min(bottom - margin, 256) - top];
  const fill = shaded(CROPS[colour], brush.between(0.9, 1.12));
  const along = brush.pick([true, false]);
  const spacing = brush.between(3.2, 5);
  const rows = Array.from({ length: Math.floor((along ? height : width) / spacing) }, (_, index) =>
    along
      ? `M${n(left)} ${n(top + (index + 0.5) * spacing)}h${n(width)}`
      : `M${n(left + (index + 0.5) * spacing)} ${n(top)}v${n(height)}`,
  );
  const rect = `x="${n(left)}" y="${n(top)}" width="${n(width)}" height="${n(height)}"`;
  const furrows = `<path d="${rows.join('')}" stroke="${shaded(fill, 0.8)}" stroke-width="1.3"/>`;
  const path = `M${n(left)} ${n(top + height * 0.3)}h${n(width)}`;
  const track = `<path d="${path}" stroke="${shaded(fill, 1.2)}" stroke-dasharray="30 2" opacity="0.6"/>`;
  brush.add(`<rect ${rect} rx="2" fill="${fill}" filter="url(#roof)"/>${furrows}${track}`);
  return brush.object('field', colour, { x: left, y: top, width, height });
}
