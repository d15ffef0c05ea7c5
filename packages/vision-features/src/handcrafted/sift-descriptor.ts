import { type GradientField, ORIENTATIONS } from './gradient-field';

/** Rows and columns of a descriptor's spatial bins. */
const BINS = 4;
/** Numbers in a descriptor: 4 × 4 places × 8 orientations. */
export const DESCRIPTOR_LENGTH = BINS * BINS * ORIENTATIONS;
/** The limit of the numbers of a normalised descriptor, before it is normalised again. */
const LARGEST = 0.2;

/** Where a descriptor is taken. */
export interface Patch {
  /** Centre in pixels; (0, 0) is the centre of the upper left pixel. */
  readonly x: number;
  readonly y: number;
  /** Side of one of the 4 × 4 bins in pixels. */
  readonly bin: number;
}

/**
 * h(r, c, o) = Σ ‖∇I‖ exp(−d² / 2σ²) w(r) w(c) w(o), σ = 2 bins, w the linear interpolation between neighbouring bins;
 * then h / ‖h‖, its numbers cut at 0.2, and that over its norm again. The patch is upright, not rotated.
 *
 * Bins row by row, their eight orientations together, as OpenCV orders them. A patch without a gradient gives zeros.
 * D. Lowe, Distinctive image features from scale-invariant keypoints, IJCV 60 (2004), section 6.
 *
 * @param out - The descriptor's 128 numbers are written here, from `offset`.
 */
export function siftDescriptor(field: GradientField, patch: Patch, out: Float32Array, offset: number): void {
  const histogram = new Float64Array(DESCRIPTOR_LENGTH);
  const { size, magnitude, orientation } = field;
  const reach = ((BINS + 1) / 2) * patch.bin;
  const last = size - 2;
  for (let y = Math.max(1, Math.ceil(patch.y - reach)); y <= Math.min(last, Math.floor(patch.y + reach)); y++) {
    const down = (y - patch.y) / patch.bin;
    for (let x = Math.max(1, Math.ceil(patch.x - reach)); x <= Math.min(last, Math.floor(patch.x + reach)); x++) {
      const along = (x - patch.x) / patch.bin;
      const weight = (magnitude[y * size + x] as number) * Math.exp((-2 * (down * down + along * along)) / BINS ** 2);
      if (weight > 0) spread(histogram, down, along, orientation[y * size + x] as number, weight);
    }
  }
  normalise(histogram);
  for (let i = 0; i < DESCRIPTOR_LENGTH; i++) histogram[i] = Math.min(LARGEST, histogram[i] as number);
  normalise(histogram);
  out.set(histogram, offset);
}

/** Adds one pixel to the up to eight bins around it. */
function spread(histogram: Float64Array, down: number, along: number, turn: number, weight: number): void {
  const row = down + (BINS - 1) / 2;
  const column = along + (BINS - 1) / 2;
  const above = Math.floor(row);
  const left = Math.floor(column);
  const before = Math.floor(turn);
  for (let r = Math.max(0, above); r <= Math.min(BINS - 1, above + 1); r++) {
    const inRow = weight * (1 - Math.abs(row - r));
    for (let c = Math.max(0, left); c <= Math.min(BINS - 1, left + 1); c++) {
      const inPlace = inRow * (1 - Math.abs(column - c));
      const place = (r * BINS + c) * ORIENTATIONS;
      const here = place + before;
      const next = place + ((before + 1) % ORIENTATIONS);
      histogram[here] = (histogram[here] as number) + inPlace * (1 - (turn - before));
      histogram[next] = (histogram[next] as number) + inPlace * (turn - before);
    }
  }
}

function normalise(values: Float64Array): void {
  const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  if (norm === 0) return;
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) / norm;
}
