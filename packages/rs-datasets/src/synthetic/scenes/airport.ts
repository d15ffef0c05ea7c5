import { n, ORIGIN } from '../drawing/brush';
import { flatBuilding } from '../drawing/building';
import { concrete, grass } from '../drawing/ground';
import { plane, truck } from '../drawing/vehicle';
import type { SceneClass } from '../scene-class';

/** A terminal at the left, planes on the apron before it, a runway at the right. */
export const airport: SceneClass = {
  name: 'airport',
  compose(brush) {
    grass(brush);
    concrete(brush, -8, -8, 182, 272, 22);
    brush.add('<rect x="204" y="-8" width="34" height="272" fill="#5d5e61" filter="url(#asphalt)"/>');
    brush.add('<rect x="214" y="-8" width="14" height="272" fill="#3d3e40" opacity="0.45" filter="url(#patches)"/>');
    brush.add('<path d="M221 -4V264" stroke="#e8e6de" stroke-width="1.8" stroke-dasharray="17 12"/>');
    brush.add('<path d="M206.5 -4V264M235.5 -4V264" stroke="#dedbd0" stroke-width="1.2"/>');
    const exit = brush.between(60, 200);
    brush.add(`<path d="M170 ${n(exit)}H206" stroke="#77787a" stroke-width="20" filter="url(#asphalt)"/>`);
    brush.add(`<path d="M150 ${n(exit)}H204" stroke="#d8b93a" stroke-width="1"/>`);
    brush.add('<path d="M150 -4V264" stroke="#d8b93a" stroke-width="1.2" fill="none"/>');

    const terminal = brush.pick(['grey', 'white', 'brown', 'blue']);
    const y = brush.between(118, 138);
    const aside = [flatBuilding(brush, { x: 24, y, angle: 90 }, brush.between(150, 190), 40, terminal, 'terminal')];
    const paint = brush.pick(['white', 'grey', 'blue', 'red']);
    const stands = brush.some([30, 79, 128, 177, 226], brush.integer(1, 5));
    const main = stands.map((stand) => {
      brush.add(`<path d="M60 ${stand}H150" stroke="#d8b93a" stroke-width="0.9"/>`);
      brush.shadow(`<rect x="44" y="${stand - 8}" width="24" height="4"/>`, 3, ORIGIN);
      brush.add(
        `<rect x="42" y="${stand - 8}" width="26" height="4" fill="#d4d2ca" stroke="#8b8a85" stroke-width="0.5"/>`,
      );
      return plane(brush, { x: 92 + brush.between(-4, 4), y: stand, angle: 180 + brush.between(-4, 4) }, paint);
    });
    const load = brush.pick(['yellow', 'orange', 'green']);
    const places = brush.some([22, 64, 106, 148, 190, 232], brush.integer(1, 3));
    const extra = places.map((place) => truck(brush, { x: 133, y: place, angle: 90 + brush.between(-8, 8) }, load));
    return {
      scene: 'an airport',
      main: {
        nouns: [
          ['plane', 'planes'],
          ['airplane', 'airplanes'],
        ],
        colour: paint,
        objects: main,
      },
      doing: 'parked on the apron',
      aside: { nouns: [['terminal', 'terminals']], colour: terminal, roof: true, objects: aside },
      extra: { nouns: [['truck', 'trucks']], colour: load, objects: extra },
    };
  },
};
