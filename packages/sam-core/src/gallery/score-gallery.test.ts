import { memory, slice, type Tensor, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine } from '../../test/engines';
import { randomPairs } from '../../test/random-pairs';
import { scoreAllPairs } from '../all-pairs/score-all-pairs';
import { SemanticAlignment } from '../layers/semantic-alignment';
import type { CaptionSource, ImageSource } from './gallery-source';
import { placeScores } from './score-block';
import { type ScoreGalleryOptions, scoreGallery } from './score-gallery';

const pairs = () => randomPairs(3, { images: 7, captions: 10 });

/** Sources that slice their blocks from whole tensors. */
function sources({ regions, words, wordMask }: ReturnType<typeof pairs>): [ImageSource, CaptionSource] {
  const cut = <T extends Tensor>(x: T, start: number, end: number): T =>
    slice(x, [start, ...x.shape.slice(1).map(() => 0)], [end - start, ...x.shape.slice(1)]) as T;
  return [
    { count: regions.shape[0], regions: (start, end) => cut<Tensor3D>(regions, start, end) },
    {
      count: words.shape[0],
      words: async (start, end) => ({
        words: cut<Tensor3D>(words, start, end),
        wordMask: cut<Tensor2D>(wordMask, start, end),
      }),
    },
  ];
}

describe.each(engines)('scoreGallery on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  it.each(['i2t', 't2i'] as const)(
    'gives the scores of scoreAllPairs, in blocks that do not divide the gallery evenly: %s',
    async (direction) => {
      const all = pairs();
      const expected = scoreAllPairs(all, { direction }).dataSync();
      const before = memory().numTensors;
      const matrix = new Float32Array(70).fill(Number.NaN);
      const blocks: number[] = [];
      for await (const block of scoreGallery(...sources(all), {
        direction,
        weights: all.weights,
        imagesPerBlock: 3,
        captionsPerBlock: 4,
      })) {
        expect(block.blocks).toBe(9);
        blocks.push(block.block);
        placeScores(block, matrix, 10);
      }
      expect(blocks).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
      matrix.forEach((score, i) => {
        expect(score).toBeCloseTo(expected[i] as number, 5);
      });
      expect(memory().numTensors).toBe(before);
    },
  );

  it('stops and disposes its tensors when the loop is left, and resumes from any block', async () => {
    const all = pairs();
    const options: ScoreGalleryOptions = {
      direction: 't2i',
      weights: all.weights,
      imagesPerBlock: 2,
      captionsPerBlock: 4,
    };
    const matrix = new Float32Array(70);
    for await (const block of scoreGallery(...sources(all), options)) placeScores(block, matrix, 10);
    for (const stop of [0, 3, 5, 11]) {
      const before = memory().numTensors;
      const resumed = new Float32Array(70);
      for await (const block of scoreGallery(...sources(all), options)) {
        placeScores(block, resumed, 10);
        if (block.block === stop) break;
      }
      expect(memory().numTensors).toBe(before);
      for await (const block of scoreGallery(...sources(all), { ...options, firstBlock: stop + 1 })) {
        expect(block.block).toBeGreaterThan(stop);
        placeScores(block, resumed, 10);
      }
      expect(resumed).toEqual(matrix);
    }
  });

  it('works through the layer, with projection and l2 norms', async () => {
    const all = pairs();
    const alignment = new SemanticAlignment({ direction: 'i2t', projection: 8, normalizeFeatures: true, seed: 1 });
    const narrow = { ...all, regions: slice(all.regions, [0, 0, 0], [-1, -1, 6]) as Tensor3D };
    const expected = alignment.scoreAllPairs(narrow).dataSync();
    const matrix = new Float32Array(70);
    for await (const block of alignment.scoreGallery(...sources(narrow), { imagesPerBlock: 4 }))
      placeScores(block, matrix, 10);
    matrix.forEach((score, i) => {
      expect(score).toBeCloseTo(expected[i] as number, 5);
    });
  });

  it('yields nothing for an empty gallery', async () => {
    const [images, captions] = sources(pairs());
    const empty: [ImageSource, CaptionSource][] = [
      [{ ...images, count: 0 }, captions],
      [images, { ...captions, count: 0 }],
    ];
    for (const gallery of empty) {
      for await (const block of scoreGallery(...gallery, { direction: 'i2t', gate: false }))
        expect.fail(`block ${block.block}`);
    }
  });
});
