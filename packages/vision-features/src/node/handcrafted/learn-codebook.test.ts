import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mulberry32Numbers } from '@rs-sam/foundation/random';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { CodebookError } from '../../handcrafted/codebook';
import { openExtractor } from '../extract/extractor-source';
import { readCodebook, writeCodebook } from './codebook-file';
import { learnCodebook } from './learn-codebook';

const folder = await mkdtemp(join(tmpdir(), 'rs-sam-codebook-'));
afterAll(() => rm(folder, { recursive: true }));

const images = await Promise.all(
  [1, 2].map(async (seed) => {
    const file = join(folder, `${seed}.png`);
    const random = mulberry32Numbers(seed);
    const raw = { width: 64, height: 64, channels: 3 } as const;
    await sharp(
      Uint8Array.from({ length: 64 * 64 * 3 }, () => 255 * random()),
      { raw },
    ).toFile(file);
    return { name: `${seed}.png`, file };
  }),
);
const learn = (seed: number) =>
  learnCodebook({ dataset: 'noise', part: 'train', images, words: 5, descriptors: 60, seed });

describe('learnCodebook', () => {
  it('gives the same words for the same seed and images, and says what they came from', async () => {
    const codebook = await learn(1);
    expect(codebook.origin).toEqual({ dataset: 'noise', split: 'train', images: 2, descriptors: 60, seed: 1 });
    expect((await learn(1)).sha256).toBe(codebook.sha256);
    expect((await learn(2)).sha256).not.toBe(codebook.sha256);
  });

  it('ends in an extractor of the file', async () => {
    const file = join(folder, 'words.json');
    const codebook = await learn(1);
    await writeCodebook(file, codebook);
    expect(await readCodebook(file)).toEqual(codebook);
    const extractor = await openExtractor({ backbone: 'bovw', codebook: file }, 1);
    expect(extractor).toMatchObject({ backbone: 'bovw', depth: 5, weights: { sha256: codebook.sha256 } });
  });
});

describe('readCodebook', () => {
  it('names a file that is not there', async () => {
    await expect(readCodebook(join(folder, 'none.json'))).rejects.toThrow(CodebookError);
    await expect(readCodebook(join(folder, 'none.json'))).rejects.toThrow('none.json');
  });
});
