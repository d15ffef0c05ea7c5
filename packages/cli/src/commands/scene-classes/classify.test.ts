import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFeatures } from '@rs-sam/vision-features/node';
import { readCodebook } from '@rs-sam/vision-features/node/handcrafted';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from '../../../test/run-in-process';

const folder = await mkdtemp(join(tmpdir(), 'rs-sam-classify-'));
const data = join(folder, 'scenes');
const features = join(folder, 'features');
afterAll(() => rm(folder, { recursive: true }));

/** Images with stripes, upright and level: SIFT distinguishes them. */
beforeAll(async () => {
  await mkdir(data);
  const images = Array.from({ length: 12 }, (_, i) => ({
    filename: `${i}.png`,
    cls: i % 2 === 0 ? 'upright' : 'level',
    split: i < 6 ? 'train' : i < 8 ? 'val' : 'test',
    sentences: [{ raw: 'Stripes.', tokens: ['stripes'] }],
  }));
  await writeFile(join(data, 'dataset_stripes.json'), JSON.stringify({ dataset: 'stripes', images }));
  for (const [i, { filename }] of images.entries()) {
    const shade = (at: number) => {
      const along = i % 2 === 0 ? at % 64 : Math.floor(at / 64);
      return 128 + 60 * Math.sin(along / (2 + i / 10));
    };
    const pixels = Uint8Array.from({ length: 64 * 64 }, (_, at) => shade(at));
    await sharp(pixels, { raw: { width: 64, height: 64, channels: 1 } }).toFile(join(data, filename));
  }
  await extractFeatures({
    dataset: { name: 'scenes', images: images.map(({ filename }) => ({ name: filename, file: join(data, filename) })) },
    extractor: () =>
      import('@rs-sam/vision-features/handcrafted').then(({ createSiftExtractor }) => createSiftExtractor()),
    out: features,
  });
}, 60_000);

describe('classify', () => {
  it('writes the accuracy by class and its charts', async () => {
    const out = join(folder, 'result');
    const { code, stdout, stderr } = await runInProcess(['classify', data, '--features', features, '--out', out]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('100.0 % of 4 test images right');
    const result = JSON.parse(await readFile(join(out, 'result.json'), 'utf8'));
    expect(result).toMatchObject({
      dataset: 'scenes',
      images: { train: 6, validation: 2, test: 4 },
      features: { backbone: 'sift', weights: null },
      test: {
        accuracy: 1,
        confusion: [
          [2, 0],
          [0, 2],
        ],
      },
    });
    expect(await readFile(join(out, 'accuracy.svg'), 'utf8')).toContain('level 100, upright 100');
    expect(await readFile(join(out, 'confusion.svg'), 'utf8')).toContain('4 of 4 correct');
  });

  it('refuses to run without a feature store', async () => {
    const { code, stderr } = await runInProcess(['classify', data]);
    expect(code).toBe(2);
    expect(stderr).toContain('--features is missing');
  });
});

describe('codebook', () => {
  it('learns only from the training part', async () => {
    const out = join(folder, 'words.json');
    const words = ['codebook', data, '--words', '4', '--descriptors', '100', '--out', out];
    expect((await runInProcess(words)).code).toBe(0);
    const { origin } = await readCodebook(out);
    expect(origin).toEqual({ dataset: 'scenes', split: 'train', images: 6, descriptors: 102, seed: 1 });
  });

  it('lists the parts of the split', async () => {
    const { code, stderr } = await runInProcess(['codebook', data, '--split', 'dev']);
    expect(code).toBe(2);
    expect(stderr).toContain('Its parts are: train, val, test.');
  });
});
