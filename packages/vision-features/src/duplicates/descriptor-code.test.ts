import { expect, it } from 'vitest';
import { randomFrame } from '../../test/random-frame';
import { gradientField } from '../handcrafted/gradient-field';
import { DESCRIPTOR_LENGTH, siftDescriptor } from '../handcrafted/sift-descriptor';
import { VIEWS, type View, viewPixels } from '../images/view';
import { bitCount } from './bit-count';
import { descriptorCode, viewedBins, viewedCode } from './descriptor-code';
import { FRAME_SIZE } from './grey-frame';

const { grey } = randomFrame(3);
const centre = { x: (FRAME_SIZE - 1) / 2, y: (FRAME_SIZE - 1) / 2 };

function descriptor(image: Float32Array, bin = 6): Float32Array {
  const out = new Float32Array(DESCRIPTOR_LENGTH);
  siftDescriptor(gradientField(image, FRAME_SIZE), { ...centre, bin }, out, 0);
  return out;
}

function viewed(values: Float32Array, view: View): Float32Array {
  const result = new Float32Array(values.length);
  viewedBins(view).forEach((to, from) => {
    result[to] = values[from] as number;
  });
  return result;
}

function codeOf(values: Float32Array): Int32Array {
  const code = new Int32Array(2);
  descriptorCode(values, 0, code, 0);
  return code;
}

it('permutes a descriptor into that of the view of its patch', () => {
  const plain = descriptor(grey);
  for (const view of VIEWS) {
    const turned = descriptor(viewPixels(grey, FRAME_SIZE, view));
    const expected = viewed(plain, view);
    expect(Math.max(...turned.map((value, i) => Math.abs(value - (expected[i] as number))))).toBeLessThan(1e-4);
  }
});

it('has the code of a view in the bits of the code', () => {
  for (const seed of [1, 2, 3, 4]) {
    const plain = descriptor(randomFrame(seed).grey).map(Math.sqrt);
    const code = codeOf(plain);
    for (const view of VIEWS) {
      expect([...codeOf(viewed(plain, view))]).toEqual([...code].map((word) => viewedCode(word, view)));
    }
  }
});

it('is near for near descriptors, and half of the bits away for others', () => {
  const code = codeOf(descriptor(grey).map(Math.sqrt));
  const distance = (other: Float32Array) =>
    codeOf(other.map(Math.sqrt)).reduce((sum, word, i) => sum + bitCount(word ^ (code[i] as number)), 0);
  expect(distance(descriptor(grey, 6.2))).toBeLessThan(8);
  const others = [4, 5, 6, 7, 8, 9].map((seed) => distance(descriptor(randomFrame(seed).grey)));
  expect(Math.min(...others)).toBeGreaterThan(12);
});
