import { mulberry32Numbers } from '@rs-sam/foundation/random';
import { describe, expect, it } from 'vitest';
import { createBovwExtractor } from './bovw-extractor';
import { CodebookError, createCodebook, formatCodebook, parseCodebook } from './codebook';
import { wordDescriptors } from './visual-words';

const origin = { dataset: 'noise', split: 'train', images: 1, descriptors: 3, seed: 1 };
const random = mulberry32Numbers(1);
const noise = Float32Array.from({ length: 256 * 256 * 3 }, () => 255 * random());
/** The image's left half is noise, its right half has one colour. */
const half = noise.map((value, i) => (Math.floor(i / 3) % 256 < 128 ? value : 50));
const found = wordDescriptors(noise);
const codebook = await createCodebook(found.slice(0, 3 * 128), origin);

describe('createBovwExtractor', () => {
  const extractor = createBovwExtractor(codebook);

  it('gives regions of norm 1 whose squares are frequencies of words', async () => {
    const regions = await extractor.extract(noise, 1);
    expect(regions).toHaveLength(64 * 3);
    for (let region = 0; region < 64; region++) {
      const squares = regions.subarray(3 * region, 3 * region + 3).map((value) => value * value);
      expect(squares.reduce((sum, square) => sum + square, 0)).toBeCloseTo(1, 5);
    }
  });

  it('leaves a region zero that sees no gradient', async () => {
    const regions = await extractor.extract(half, 1);
    const emptyOf = (column: number) => regions.subarray(3 * column, 3 * column + 3).every((value) => value === 0);
    expect([0, 1, 2, 3, 4, 5, 6, 7].map(emptyOf)).toEqual([false, false, false, false, false, true, true, true]);
  });

  it('counts a patch as its nearest word', async () => {
    const single = createBovwExtractor(await createCodebook(found.slice(0, 128), origin));
    expect(await single.extract(noise, 1)).toEqual(new Float32Array(64).fill(1));
  });
});

describe('codebook', () => {
  const text = formatCodebook(codebook);

  it('comes back from its file as it was', async () => {
    expect(await parseCodebook(text, 'words.json')).toEqual(codebook);
  });

  it('is refused when it was changed or is something else', async () => {
    const { centroids } = JSON.parse(text) as { centroids: string };
    const changed = text.replace(centroids, `BBBB${centroids.slice(4)}`);
    await expect(parseCodebook(changed, 'words.json')).rejects.toThrow(/words\.json.*not those of its sha256/);
    await expect(parseCodebook(text.replace('"words": 3', '"words": 4'), 'w')).rejects.toThrow(CodebookError);
    await expect(parseCodebook('{}', 'words.json')).rejects.toThrow(
      /words\.json is not a usable codebook: it has a wrong field format/,
    );
    await expect(parseCodebook('{', 'words.json')).rejects.toThrow(CodebookError);
  });
});
