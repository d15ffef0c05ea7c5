import { normalNumber, seededRandom } from '@rs-sam/foundation/random';
import { ORIENTATIONS } from '../handcrafted/gradient-field';
import { DESCRIPTOR_LENGTH } from '../handcrafted/sift-descriptor';
import { VIEWS, type View } from '../images/view';
import { composedView, inverseView, viewMatrix } from './view-geometry';

/** 32-bit words of a code of 64 bits. */
export const CODE_WORDS = 2;
const HYPERPLANES = 8;

/** For each number of a SIFT descriptor, its place in the descriptor of the same patch of a view. */
export function viewedBins(view: View): Int32Array {
  const [a, b, c, d] = viewMatrix(view);
  return Int32Array.from({ length: DESCRIPTOR_LENGTH }, (_, i) => {
    const [x, y] = [((i >> 3) % 4) - 1.5, (i >> 5) - 1.5];
    const angle = ((i % ORIENTATIONS) * 2 * Math.PI) / ORIENTATIONS;
    // Orientations count from the right upwards, rows downwards.
    const [right, down] = [Math.cos(angle), -Math.sin(angle)];
    const turned = Math.atan2(-(c * right + d * down), a * right + b * down);
    const orientation = Math.round((turned * ORIENTATIONS) / (2 * Math.PI) + ORIENTATIONS) % ORIENTATIONS;
    return ((c * x + d * y + 1.5) * 4 + (a * x + b * y + 1.5)) * ORIENTATIONS + orientation;
  });
}

/**
 * bit (8 g + v) = P_v w_g · d > 0, for eight random hyperplanes w_g and the eight views P_v: M. Charikar, Similarity estimation techniques
 * from rounding algorithms, STOC 2002. The share of bits in which two codes differ estimates the angle between the descriptors.
 *
 * The view of a descriptor has the bits of the descriptor in other places, so one code serves for all views (`viewedCode`). From each
 * hyperplane the mean of its views is subtracted: it ignores what all views have in common, most of which all descriptors have.
 *
 * @param out - Two words, from `offset`.
 */
export function descriptorCode(descriptors: Float32Array, i: number, out: Int32Array, offset: number): void {
  const from = i * DESCRIPTOR_LENGTH;
  for (let word = 0; word < CODE_WORDS; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++) {
      const plane = (word * 32 + bit) * DESCRIPTOR_LENGTH;
      let [even, odd] = [0, 0];
      for (let at = 0; at < DESCRIPTOR_LENGTH; at += 2) {
        even += (PLANES[plane + at] as number) * (descriptors[from + at] as number);
        odd += (PLANES[plane + at + 1] as number) * (descriptors[from + at + 1] as number);
      }
      if (even + odd > 0) bits |= 1 << bit;
    }
    out[offset + word] = bits;
  }
}

/** One word of the code of a descriptor's view. */
export function viewedCode(word: number, view: View): number {
  const table = VIEWED_BYTES[view];
  return (
    (table[word & 0xff] as number) |
    ((table[(word >>> 8) & 0xff] as number) << 8) |
    ((table[(word >>> 16) & 0xff] as number) << 16) |
    ((table[word >>> 24] as number) << 24)
  );
}

const PLANES = hyperplanes();
const VIEWED_BYTES = Object.fromEntries(VIEWS.map((view) => [view, viewedBytes(view)])) as Record<View, Uint8Array>;

function hyperplanes(): Float32Array {
  const random = seededRandom('descriptor codes');
  const bins = VIEWS.map(viewedBins);
  const planes = new Float32Array(HYPERPLANES * VIEWS.length * DESCRIPTOR_LENGTH);
  for (let g = 0; g < HYPERPLANES; g++) {
    const plane = Float64Array.from({ length: DESCRIPTOR_LENGTH }, () => normalNumber(random));
    const mean = new Float64Array(DESCRIPTOR_LENGTH);
    for (const to of bins) {
      plane.forEach((value, i) => {
        const place = to[i] as number;
        mean[place] = (mean[place] as number) + value / VIEWS.length;
      });
    }
    for (const [v, to] of bins.entries()) {
      const offset = (g * VIEWS.length + v) * DESCRIPTOR_LENGTH;
      plane.forEach((value, i) => {
        planes[offset + (to[i] as number)] = value - (mean[i] as number);
      });
    }
  }
  return planes;
}

/** P_v w · P_u d = P_u⁻¹ P_v w · d: bit v of the view u is bit u⁻¹ v of the descriptor. */
function viewedBytes(view: View): Uint8Array {
  const undone = inverseView(view);
  const sources = VIEWS.map((other) => VIEWS.indexOf(composedView(other, undone)));
  return Uint8Array.from({ length: 256 }, (_, byte) =>
    sources.reduce((bits, source, bit) => bits | (((byte >> source) & 1) << bit), 0),
  );
}
