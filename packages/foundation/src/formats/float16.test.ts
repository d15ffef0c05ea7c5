import { describe, expect, it } from 'vitest';
import { fromFloat16, toFloat16 } from './float16';

const halfOf = (value: number) => toFloat16(Float32Array.of(value))[0];
const floatOf = (half: number) => {
  const result = new Float32Array(1);
  fromFloat16(Uint16Array.of(half), result);
  return result[0];
};

describe('half precision', () => {
  it('every half but NaN comes back as it was', () => {
    const all = Uint16Array.from({ length: 1 << 16 }, (_, half) => half);
    const floats = new Float32Array(all.length);
    fromFloat16(all, floats);
    const back = toFloat16(floats);
    const changed = all.filter((half, index) => back[index] !== half && !Number.isNaN(floats[index]));
    expect(changed).toHaveLength(0);
    expect(floats.filter(Number.isNaN)).toHaveLength(2 * 1023);
  });

  it('expands bits that are the second half of their own result', () => {
    const bits = Uint16Array.from({ length: 1000 }, (_, half) => half * 7);
    const result = new Float32Array(1000);
    const end = new Uint16Array(result.buffer, 2000);
    end.set(bits);
    expect(fromFloat16(end, result)).toEqual(fromFloat16(bits));
  });

  it('has the values of the standard', () => {
    expect(floatOf(0x3c00)).toBe(1);
    expect(floatOf(0xc000)).toBe(-2);
    expect(floatOf(0x7bff)).toBe(65504);
    expect(floatOf(0x0001)).toBe(2 ** -24);
    expect(floatOf(0xfc00)).toBe(Number.NEGATIVE_INFINITY);
    expect(halfOf(Number.NaN)).toBe(0x7e00);
  });

  it('rounds to the nearest, ties to even', () => {
    expect(halfOf(1 + 2 ** -11)).toBe(0x3c00);
    expect(halfOf(1 + 3 * 2 ** -11)).toBe(0x3c02);
    expect(halfOf(1 + 2 ** -11 + 2 ** -20)).toBe(0x3c01);
    expect(halfOf(65519)).toBe(0x7bff);
    expect(halfOf(65520)).toBe(0x7c00);
    expect(halfOf(2 ** -25)).toBe(0);
    expect(halfOf(-(2 ** -25) * 1.5)).toBe(0x8001);
    expect(halfOf(2 ** -14 - 2 ** -26)).toBe(0x0400);
  });
});
