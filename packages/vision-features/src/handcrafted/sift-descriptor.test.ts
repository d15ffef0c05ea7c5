import { describe, expect, it } from 'vitest';
import opencv from '../../test/fixtures/opencv-sift.json' with { type: 'json' };
import { gaussianBlur } from './gaussian-blur';
import { gradientField } from './gradient-field';
import { DESCRIPTOR_LENGTH, type Patch, siftDescriptor } from './sift-descriptor';

const { size } = opencv;
const picture = Float32Array.from(opencv.picture);

function descriptor(image: Float32Array, patch: Patch): Float32Array {
  const out = new Float32Array(DESCRIPTOR_LENGTH);
  siftDescriptor(gradientField(image, size), patch, out, 0);
  return out;
}

const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] as number))));

describe('siftDescriptor', () => {
  const blurred = gaussianBlur(picture, size, Math.sqrt(1.6 ** 2 - 0.5 ** 2));
  it.each(opencv.patches.map((patch, i) => ({ patch, expected: opencv.descriptors[i] as number[] })))(
    'is that of OpenCV at $patch, which rounds to 1/512',
    ({ patch, expected }) => {
      const ours = descriptor(blurred, patch).map((value) => value * 512);
      expect(distance(ours, expected)).toBeLessThan(1);
    },
  );

  const patch = { x: (size - 1) / 2, y: (size - 1) / 2, bin: 6 };
  const plain = descriptor(picture, patch);

  it('has norm 1, after numbers above 0.2 were cut', () => {
    const edge = Float32Array.from({ length: size * size }, (_, i) => (i % size < size / 2 ? 0 : 200));
    for (const values of [plain, descriptor(edge, patch)]) {
      expect(Math.hypot(...values)).toBeCloseTo(1, 6);
    }
    // Before the cut an edge is four bins' affair; what was cut to the same 0.2 is equal afterwards.
    const largest = [...descriptor(edge, patch)].sort((a, b) => b - a).slice(0, 4);
    expect(largest[0]).toBeGreaterThan(0.2);
    expect(largest[3]).toBeCloseTo(largest[0] as number, 6);
  });

  it('does not change with brightness and contrast', () => {
    expect(
      distance(
        descriptor(
          picture.map((value) => value * 0.5 + 40),
          patch,
        ),
        plain,
      ),
    ).toBeLessThan(1e-6);
  });

  it('permutes its bins when the image is turned by a quarter', () => {
    const turned = new Float32Array(picture.length);
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) turned[y * size + x] = picture[(size - 1 - x) * size + y] as number;
    }
    const clockwise = new Float32Array(DESCRIPTOR_LENGTH);
    for (let row = 0; row < 4; row++) {
      for (let column = 0; column < 4; column++) {
        for (let o = 0; o < 8; o++) {
          // What was to the left goes up, and a gradient to the right, 0, comes to point downwards, 6.
          clockwise[(column * 4 + (3 - row)) * 8 + ((o + 6) % 8)] = plain[(row * 4 + column) * 8 + o] as number;
        }
      }
    }
    expect(distance(clockwise, plain)).toBeGreaterThan(0.05);
    expect(distance(descriptor(turned, patch), clockwise)).toBeLessThan(1e-6);
  });

  it('is zero where there is no gradient', () => {
    expect(descriptor(new Float32Array(size * size).fill(7), patch)).toEqual(new Float32Array(DESCRIPTOR_LENGTH));
  });
});
