import type { Box } from '../scene';
import { type Brush, boxAround, centredRect, n, type Pose } from './brush';

const SURFACES = { green: '#4c7f5c', blue: '#3f6fa3', red: '#a5543f' } as const;
export type CourtColour = keyof typeof SURFACES;
const SURROUNDS = { green: '#93573f', blue: '#4f8262', red: '#567c56' } as const;

/** A tennis court of 23.8 × 11 m with its run-off, lines, net and fence. @returns its id */
export function tennisCourt(brush: Brush, pose: Pose, colour: CourtColour): string {
  const [length, breadth] = [66, 36];
  const line = 'fill="none" stroke="#f1efe8" stroke-width="0.9"';
  const court = [
    centredRect(length, breadth, `fill="${SURROUNDS[colour]}"`),
    centredRect(48, 22, `fill="${SURFACES[colour]}"`),
  ];
  const lines = [
    centredRect(48, 22, line),
    centredRect(48, 16.4, line),
    centredRect(26, 16.4, line),
    `<path d="M-13 0H13M-24 0h1.5M22.5 0h1.5" ${line}/>`,
    '<path d="M0 -13V13" stroke="#20262a" stroke-width="1"/><path d="M0.9 -13V13" stroke="#d8d8d2" stroke-width="0.5"/>',
    centredRect(length, breadth, 'fill="none" stroke="#3b4238" stroke-width="0.7" stroke-dasharray="2 1"'),
  ];
  brush.addAt(pose, `<g filter="url(#roof)">${court.join('')}</g>${lines.join('')}`);
  return brush.object('tennis court', colour, boxAround(pose, length, breadth));
}

/** A baseball diamond: a fan of grass with its infield of earth, bases and mound; home plate at the pose, opening right. */
export function baseballDiamond(brush: Brush, { x, y, angle = 0 }: Pose, radius: number): string {
  const half = radius * Math.SQRT1_2;
  const infield = radius * 0.56;
  const corner = infield * Math.SQRT1_2;
  const base = radius * 0.4 * Math.SQRT1_2;
  const fan = (reach: number, side: number) =>
    `M0 0L${n(side)} ${n(-side)}A${n(reach)} ${n(reach)} 0 0 1 ${n(side)} ${n(side)}Z`;
  const bases = [
    [base, -base],
    [2 * base, 0],
    [base, base],
  ].map(([bx = 0, by = 0]) => `<rect x="${n(bx - 1)}" y="${n(by - 1)}" width="2" height="2" fill="#f4f1e8"/>`);
  const mowing = [0.66, 0.78, 0.9].map((part) => {
    const [reach, side] = [radius * part, half * part];
    return `<path d="M${n(side)} ${n(-side)}A${n(reach)} ${n(reach)} 0 0 1 ${n(side)} ${n(side)}" fill="none" stroke="#82994f" stroke-width="${n(radius * 0.06)}" opacity="0.6"/>`;
  });
  const shape =
    `<g filter="url(#roof)"><path d="${fan(radius, half)}" fill="#6f8c43" stroke="#b08a60" stroke-width="3"/></g>${mowing.join('')}` +
    `<g filter="url(#roof)"><path d="${fan(infield, corner)}" fill="#b48a5f"/><circle r="${n(radius * 0.1)}" fill="#b48a5f"/></g>` +
    `<path d="M${n(radius * 0.09)} 0L${n(base)} ${n(-base * 0.78)}L${n(1.85 * base)} 0L${n(base)} ${n(base * 0.78)}Z" fill="#78954a" filter="url(#roof)"/>` +
    `<circle cx="${n(base)}" r="${n(radius * 0.045)}" fill="#c09a6e"/>${bases.join('')}` +
    `<path d="M${n(half)} ${n(-half)}L0 0L${n(half)} ${n(half)}" fill="none" stroke="#f1eee4" stroke-width="0.9"/>`;
  brush.addAt({ x, y, angle }, shape);
  return brush.object('baseball diamond', null, boxOfFan({ x, y, angle }, radius));
}

/** The upright box around a quarter of a disc. */
function boxOfFan({ x, y, angle = 0 }: Pose, radius: number): Box {
  const directions = Array.from({ length: 31 }, (_, index) => ((angle - 45 + index * 3) * Math.PI) / 180);
  const xs = [x, ...directions.map((direction) => x + radius * Math.cos(direction))];
  const ys = [y, ...directions.map((direction) => y + radius * Math.sin(direction))];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}

const TRACKS = { red: '#a8503f', blue: '#41699c', brown: '#8a6a4c' } as const;
export type TrackColour = keyof typeof TRACKS;

/** A running track with its lanes around a football pitch. @returns its id */
export function sportsTrack(brush: Brush, pose: Pose, length: number, breadth: number, colour: TrackColour): string {
  const oval = (inset: number, attributes: string) => {
    const rounded = n((breadth - 2 * inset) / 2);
    return centredRect(length - 2 * inset, breadth - 2 * inset, `rx="${rounded}" ${attributes}`);
  };
  const lane = breadth / 42;
  const lanes = [1, 2, 3, 4].map((index) =>
    oval(index * lane, 'fill="none" stroke="#ece6dc" stroke-width="0.5" opacity="0.85"'),
  );
  const [l, b] = [length - breadth - 2, breadth - 12 * lane - 4];
  const stripes = Array.from({ length: 8 }, (_, index) => {
    const fill = index % 2 === 0 ? '#6f9a4a' : '#5e8840';
    return `<rect x="${n(-l / 2 + (index * l) / 8)}" y="${n(-b / 2)}" width="${n(l / 8)}" height="${n(b)}" fill="${fill}"/>`;
  });
  const line = 'fill="none" stroke="#eef0e6" stroke-width="0.8"';
  const area = (side: number) =>
    `<rect x="${n(side < 0 ? -l / 2 : l / 2 - l * 0.15)}" y="${n(-b * 0.28)}" width="${n(l * 0.15)}" height="${n(b * 0.56)}" ${line}/>`;
  brush.addAt(
    pose,
    `<g filter="url(#roof)">${oval(0, `fill="${TRACKS[colour]}"`)}</g>${lanes.join('')}` +
      `<g filter="url(#roof)">${oval(5 * lane, 'fill="#6c8a4a"')}${stripes.join('')}</g>` +
      `${centredRect(l, b, line)}<path d="M0 ${n(-b / 2)}V${n(b / 2)}" ${line}/><circle r="${n(b * 0.14)}" ${line}/>${area(-1)}${area(1)}`,
  );
  return brush.object('sports track', colour, boxAround(pose, length, breadth));
}
