/** Okabe and Ito's colours, distinguishable with every common colour blindness, without the yellow, which is faint on white. */
export const SERIES_COLOURS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#56B4E9', '#E69F00', '#000000'] as const;

export const INK = '#1a1a1a';
export const GRID = '#d9d9d9';
export const FONT = 'Helvetica, Arial, sans-serif';
/** Pixels. No text in a chart is smaller. */
export const TEXT_SIZE = 13;

/** Keeps the labels and names of the axes inside the margins of the grid, however long they are. */
export const CONTAINED = {
  outerBoundsMode: 'same',
  outerBoundsContain: 'all',
} as const;
