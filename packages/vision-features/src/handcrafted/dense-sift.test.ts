import { describe, expect, it } from 'vitest';
import { PixelCountError } from '../extractor/pixel-count-error';
import { viewPixels } from '../images/view';
import { denseSift } from './dense-sift';
import { createSiftExtractor } from './sift-extractor';

const random = (length: number) => Float32Array.from({ length }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 16) % 256);

describe('denseSift', () => {
  const size = 32;
  const pixels = random(size * size * 3);

  it('gives the cells of a turned image in turned places', () => {
    const plain = denseSift(pixels, size, { rows: 4, patch: 8 });
    const turned = denseSift(viewPixels(pixels, size, 'rotate180'), size, { rows: 4, patch: 8 });
    const sorted = (values: Float32Array, cell: number) => values.slice(cell * 128, (cell + 1) * 128).sort();
    for (let cell = 0; cell < 16; cell++) {
      const here = sorted(turned, cell);
      const there = sorted(plain, 15 - cell);
      expect(Math.max(...here.map((value, i) => Math.abs(value - (there[i] as number))))).toBeLessThan(1e-5);
    }
  });

  it('gives zeros in an image of one colour', () => {
    const flat = new Float32Array(size * size * 3).fill(101);
    expect(denseSift(flat, size, { rows: 4, patch: 8 }).every((value) => value === 0)).toBe(true);
  });
});

describe('createSiftExtractor', () => {
  const extractor = createSiftExtractor();

  it('gives each image its own 64 regions of 128', async () => {
    const image = random(256 * 256 * 3);
    const both = new Float32Array(2 * image.length);
    both.set(image, image.length);
    const regions = await extractor.extract(both, 2);
    expect(regions).toHaveLength(2 * 64 * 128);
    expect(regions.subarray(0, 64 * 128).every((value) => value === 0)).toBe(true);
    expect(regions.subarray(64 * 128)).toEqual(denseSift(image, 256, { rows: 8, patch: 32 }));
  });

  it('takes bytes, as readPixels gives them, and one image by default', async () => {
    const bytes = Uint8Array.from({ length: 256 * 256 * 3 }, (_, i) => (i * 7919) % 256);
    expect(await extractor.extract(bytes)).toEqual(await extractor.extract(Float32Array.from(bytes), 1));
  });

  it('refuses pixels of another size', async () => {
    await expect(extractor.extract(new Float32Array(12), 1)).rejects.toThrow(PixelCountError);
  });
});
