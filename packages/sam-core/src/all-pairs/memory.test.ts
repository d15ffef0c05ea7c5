import {
  engine,
  memory,
  profile,
  type Rank,
  type Scalar,
  sum,
  type Tensor,
  tidy,
  variableGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useEngine } from '../../test/engines';
import { scoreGallery } from '../gallery/score-gallery';
import { scoreAllPairs } from './score-all-pairs';

describe.each(['cpu', 'wasm'] as const)('memory on %s', (name) => {
  beforeAll(() => useEngine(name));

  it.each(['i2t', 't2i'] as const)('of a gallery does not exceed that of a block: %s', async (direction) => {
    const peakOf = async (images: number, captions: number): Promise<number> => {
      let peak = 0;
      const measured = <T extends Tensor>(tensor: T): T => {
        peak = Math.max(peak, memory().numBytes);
        return tensor;
      };
      const blocks = scoreGallery(
        { count: images, regions: (from, to) => measured(zeros<Rank.R3>([to - from, 4, 8])) },
        { count: captions, words: (from, to) => ({ words: measured(zeros<Rank.R3>([to - from, 3, 8])) }) },
        { direction, gate: false, imagesPerBlock: 20, captionsPerBlock: 50 },
      );
      for await (const { scores } of blocks) expect(scores.length).toBe(1000);
      return peak;
    };
    expect(await peakOf(400, 500)).toBe(await peakOf(40, 100));
  });
});

describe('memory of a training step on wasm', () => {
  beforeAll(() => useEngine('wasm'));

  it.each(['i2t', 't2i'] as const)('grows with the items and not with the pairs: %s', async (direction) => {
    const peakOf = async (batch: number): Promise<number> => {
      const depth = 8;
      const weights = {
        gateKernel: zeros([2 * depth, depth]),
        gateBias: zeros([depth]),
        candidateKernel: zeros([2 * depth, depth]),
        candidateBias: zeros([depth]),
      };
      const [regions, words] = [zeros([batch, 32, depth]), zeros([batch, 16, depth])].map((x) =>
        engine().makeVariable(x),
      );
      const before = memory().numBytes;
      const { peakBytes } = await profile(() =>
        tidy(() => {
          const loss = () => sum(scoreAllPairs({ regions, words, weights } as never, { direction })) as Scalar;
          variableGrads(loss);
        }),
      );
      regions?.dispose();
      words?.dispose();
      for (const weight of Object.values(weights)) weight.dispose();
      return peakBytes - before;
    };
    // Both sizes exceed a tile; twice the items are four times the pairs.
    const [once, twice] = [await peakOf(96), await peakOf(192)];
    expect(twice / once).toBeLessThan(2.1);
  });
});
