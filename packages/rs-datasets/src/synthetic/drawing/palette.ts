/** The colour of each colour word, seen from the air in haze and sunlight. */
export const ROOFS = {
  red: '#9a5545',
  grey: '#8f9296',
  brown: '#77563f',
  white: '#dfddd4',
  blue: '#55779a',
} as const;

export const PAINTS = {
  white: '#eceae4',
  red: '#b5352d',
  blue: '#2f5fa5',
  yellow: '#e0b92e',
  green: '#4f8a55',
  grey: '#9a9c9e',
  black: '#26282b',
  orange: '#d9762b',
} as const;

export type RoofColour = keyof typeof ROOFS;
export type Paint = keyof typeof PAINTS;

/** A colour made darker (below 1) or lighter (above 1). */
export function shaded(hex: string, factor: number): string {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const shown = channels.map((value) =>
    Math.min(255, Math.round(value * factor))
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${shown.join('')}`;
}
