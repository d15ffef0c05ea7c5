import fc from 'fast-check';
import { expect, it } from 'vitest';
import { captionBands } from './block-plan';

const sizes = { captionsPerBlock: 3, imagesPerBlock: 2 };

it('covers every cell of the matrix once, in a numbered order', () => {
  fc.assert(
    fc.property(
      fc.nat(12),
      fc.nat(12),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 5 }),
      (images, captions, a, b) => {
        const seen = new Uint8Array(images * captions);
        const blocks = captionBands(images, captions, { captionsPerBlock: a, imagesPerBlock: b }).flatMap(
          (band) => band.blocks,
        );
        for (const block of blocks) {
          for (let i = 0; i < block.images; i++) {
            for (let t = 0; t < block.captions; t++) {
              const cell = (block.firstImage + i) * captions + block.firstCaption + t;
              seen[cell] = (seen[cell] as number) + 1;
            }
          }
        }
        expect(seen.every((count) => count === 1)).toBe(true);
        expect(blocks.map(({ block }) => block)).toEqual(blocks.map((_, i) => i));
        expect(blocks.every((block) => block.blocks === blocks.length)).toBe(true);
      },
    ),
    { numRuns: 200, seed: 1 },
  );
});

it('resumes with any block, without the bands that are done', () => {
  const all = captionBands(5, 7, sizes).flatMap((band) => band.blocks);
  expect(all).toHaveLength(9);
  for (let first = 0; first <= 9; first++) {
    const bands = captionBands(5, 7, sizes, first);
    expect(bands.flatMap((band) => band.blocks)).toEqual(all.slice(first));
    expect(bands.every((band) => band.blocks.length > 0)).toBe(true);
  }
});

it('has no blocks where a side is empty', () => {
  expect(captionBands(0, 4, sizes)).toEqual([]);
  expect(captionBands(4, 0, sizes)).toEqual([]);
});
