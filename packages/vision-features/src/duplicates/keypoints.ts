import { type GradientField, gradientField } from '../handcrafted/gradient-field';
import { DESCRIPTOR_LENGTH, siftDescriptor } from '../handcrafted/sift-descriptor';
import { type Extremum, extrema } from './extrema';
import { FRAME_SIZE, type GreyFrame } from './grey-frame';
import { scaleSpace, sigmaOf } from './scale-space';

/** The keypoints of an image with their descriptors. */
export interface Keypoints {
  readonly count: number;
  /** Places in pixels of the frame; a pixel is the square from (x, y) to (x + 1, y + 1). */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** log₂ of σ. */
  readonly scale: Float32Array;
  /** [count, 128]: RootSIFT. */
  readonly descriptors: Float32Array;
}

/** The strongest are kept. */
const MOST = 200;

/**
 * Extrema of the differences of Gaussians, each with an upright SIFT descriptor of 12 σ × 12 σ, of which the root is taken
 * (R. Arandjelović and A. Zisserman, CVPR 2012: the Euclidean distance of the roots is the Hellinger distance). Descriptors are not
 * turned to a main orientation: the eight views of an image permute them (`viewedBins`), and other turns are not looked for.
 */
export function keypointsOf({ grey, width, height }: GreyFrame): Keypoints {
  const octaves = scaleSpace(grey, FRAME_SIZE);
  const found = octaves
    .flatMap((octave) =>
      extrema(octave, width / octave.step, height / octave.step).map((extremum) => ({ ...extremum, octave })),
    )
    .sort((a, b) => b.contrast - a.contrast)
    .slice(0, MOST);
  const fields = new Map<Float32Array, GradientField>();
  const descriptors = new Float32Array(found.length * DESCRIPTOR_LENGTH);
  for (const [i, { x, y, level, octave }] of found.entries()) {
    const blurred = octave.blurred[nearest(level)] as Float32Array;
    const field = fields.get(blurred) ?? gradientField(blurred, octave.size);
    fields.set(blurred, field);
    siftDescriptor(field, { x, y, bin: 3 * sigmaOf(level) }, descriptors, i * DESCRIPTOR_LENGTH);
  }
  const place = (along: (extremum: Extremum) => number) =>
    Float32Array.from(found, (one) => along(one) * one.octave.step + 0.5);
  return {
    count: found.length,
    x: place(({ x }) => x),
    y: place(({ y }) => y),
    scale: Float32Array.from(found, ({ level, octave }) => Math.log2(sigmaOf(level) * octave.step)),
    descriptors: descriptors.map(Math.sqrt),
  };
}

const nearest = (level: number): number => Math.max(1, Math.round(level));
