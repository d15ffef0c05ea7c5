import {
  add,
  addN,
  cast,
  concat,
  exp,
  fused,
  greater,
  matMul,
  mul,
  randomNormal,
  reshape,
  slice,
  type Tensor,
  tensor1d,
  tidy,
  util,
} from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { webgpuHere } from '../../test/webgpu';

const found = await webgpuHere();

beforeEach(({ skip }) => skip(!found.here, found.reason));

describe('a synchronous read in Node', () => {
  it('gives the values of float32, int32 and bool tensors that were computed', () => {
    tidy(() => {
      const x = randomNormal([3000], 0, 1, 'float32', 1);
      expect(add(mul(x, 0), 2).dataSync().slice(0, 3)).toEqual(new Float32Array([2, 2, 2]));
      const whole = cast(add(mul(x, 0), 3), 'int32');
      expect(whole.dataSync()).toEqual(new Int32Array(3000).fill(3));
      expect(greater(whole, 2).dataSync()).toEqual(new Uint8Array(3000).fill(1));
    });
  });

  it('is what an asynchronous read gives, and what a second read gives', async () => {
    const x = tidy(() => exp(randomNormal([100, 77], 0, 1, 'float32', 2)));
    const y = tidy(() => exp(randomNormal([100, 77], 0, 1, 'float32', 2)));
    expect(x.dataSync()).toEqual(await y.data());
    expect(x.dataSync()).toEqual(y.dataSync());
  });

  it('leaves setImmediate to the rest of the program', async () => {
    const run = vi.fn();
    await new Promise<void>((resolve) => {
      setImmediate(
        (...values: unknown[]) => {
          run(...values);
          resolve();
        },
        1,
        'a',
      );
    });
    expect(run).toHaveBeenCalledWith(1, 'a');
    const cancelled = vi.fn();
    clearImmediate(setImmediate(cancelled));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(cancelled).not.toHaveBeenCalled();
  });
});

describe('AddN', () => {
  // Around the storage buffers of a shader, and around twice their number.
  it.each([1, 2, 7, 8, 9, 15, 16, 17, 29, 30, 31, 64])('adds %i tensors', (count) => {
    tidy(() => {
      const x = randomNormal([5, 300], 0, 1, 'float32', 3);
      const sum = addN(Array.from({ length: count }, (_, i) => add(x, i)));
      const offset = (count * (count - 1)) / 2;
      expect(
        largest(
          sum,
          Float32Array.from(x.dataSync(), (value) => count * value + offset),
        ),
      ).toBeLessThan(1e-5 * (offset + count));
    });
  });
});

/** [m, k, n, batch]: every program that tfjs chooses by shape, around K 2000 and with sizes that 4 does not divide. */
const shapes = [
  ...[
    [30, 2048, 32],
    [32, 2000, 128],
    [32, 1999, 32],
    [4, 2048, 64],
    [64, 2048, 30],
    [1, 20_000, 1],
    [12, 300, 76],
  ],
  ...[
    [32, 2048, 32, 2],
    [60, 40, 60, 5],
  ],
] as [number, number, number, number?][];

const transposes = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

describe.each(transposes)('matMul with transposeA %s and transposeB %s', (transposeA, transposeB) => {
  it.each(shapes)('multiplies %i × %i × %i', (m, k, n, batch = 1) => {
    tidy(() => {
      const a = randomNormal(transposeA ? [batch, k, m] : [batch, m, k], 0, 1, 'float32', 4);
      const b = randomNormal(transposeB ? [batch, n, k] : [batch, k, n], 0, 1, 'float32', 5);
      const expected = product(a.dataSync(), b.dataSync(), [batch, m, k, n], transposeA, transposeB);
      const close = 1e-4 * Math.sqrt(k);
      expect(largest(matMul(a, b, transposeA, transposeB), expected)).toBeLessThan(close);
      if (batch > 1) return;
      const [a2, b2] = [reshape(a, a.shape.slice(1)), reshape(b, b.shape.slice(1))];
      expect(largest(matMul(a2, b2, transposeA, transposeB), expected)).toBeLessThan(close);
      const bias = tensor1d(Array.from({ length: n }, (_, i) => i / 10));
      const epilogue = fused.matMul({ ...{ a: a2, b: b2 }, transposeA, transposeB, bias, activation: 'relu' });
      const wanted = expected.map((value, i) => Math.max(0, value + (i % n) / 10));
      expect(largest(epilogue, wanted)).toBeLessThan(close);
    });
  });
});

it('concatenates more tensors than a shader has storage buffers', () => {
  tidy(() => {
    const x = randomNormal([40, 30], 0, 1, 'float32', 6);
    const rows = Array.from({ length: 40 }, (_, i) => add(slice(x, [i, 0], [1, 30]), i));
    const expected = x.dataSync().map((value, at) => value + Math.floor(at / 30));
    expect(largest(concat(rows), expected)).toBeLessThan(1e-5);
    const columns = Array.from({ length: 30 }, (_, i) => add(slice(x, [0, i], [40, 1]), 1));
    expect(
      largest(
        concat(columns, 1),
        x.dataSync().map((value) => value + 1),
      ),
    ).toBeLessThan(1e-5);
  });
});

function product(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  [batch, m, k, n]: readonly [number, number, number, number],
  transposeA: boolean,
  transposeB: boolean,
): Float32Array {
  return Float32Array.from({ length: batch * m * n }, (_, at) => {
    const [p, i, j] = [Math.floor(at / (m * n)), Math.floor(at / n) % m, at % n];
    let sum = 0;
    for (let l = 0; l < k; l++) {
      const left = a[p * m * k + (transposeA ? l * m + i : i * k + l)] as number;
      sum += left * (b[p * k * n + (transposeB ? j * k + l : l * n + j)] as number);
    }
    return sum;
  });
}

function largest(actual: Tensor, expected: ArrayLike<number>): number {
  const values = actual.dataSync();
  expect(util.sizeFromShape(actual.shape)).toBe(expected.length);
  let difference = 0;
  for (let i = 0; i < expected.length; i++) {
    const here = Math.abs((values[i] as number) - (expected[i] as number));
    if (!(here <= difference)) difference = here;
  }
  return difference;
}
