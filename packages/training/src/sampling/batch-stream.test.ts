import { VIEWS, type View } from '@rs-sam/vision-features';
import { describe, expect, it } from 'vitest';
import { memoryFeatures } from '../../../evaluation/test/memory-features';
import { tinyDataset } from '../../../evaluation/test/tiny-dataset';
import { batchStream } from './batch-stream';
import { chooseView } from './choose-view';
import { trainingPairs } from './training-pairs';

const dataset = tinyDataset({ train: 6, val: 0, test: 0, captions: 2 });
const pairs = trainingPairs(dataset, (caption) => Array.from({ length: caption.split(' ').length }, () => 5));
const batches = [pairs.slice(0, 4), pairs.slice(4, 8), pairs.slice(8)];
const streamed = (views: readonly View[] = ['identity']) => ({
  ...memoryFeatures(dataset, { views }),
  viewsOf: () => views,
});
const plain = { augment: false, seed: 1, epoch: 0 };

describe('batchStream', () => {
  it('yields regions in the order of the pairs', async () => {
    const features = streamed();
    const found = [];
    for await (const batch of batchStream(batches, features, plain)) found.push(batch);
    expect(found.map((batch) => batch.pairs)).toEqual(batches);
    expect(found[1]?.regionsShape).toEqual([4, 4, 6]);
    expect(found[1]?.regions).toEqual(await features.read(pairs.slice(4, 8).map(({ file }) => ({ image: file }))));
  });

  it('reads only one batch ahead', async () => {
    const features = streamed();
    const stream = batchStream(batches, features, plain);
    await stream.next();
    expect(features.requests).toHaveLength(2);
    await stream.next();
    expect(features.requests).toHaveLength(3);
  });

  it('throws the error of a read when its batch is taken, and reads nothing without batches', async () => {
    const features = streamed();
    const broken = { ...features, read: () => Promise.reject(new Error('cut short')) };
    await expect(batchStream(batches, broken, plain).next()).rejects.toThrow('cut short');
    expect(await batchStream([], broken, plain).next()).toMatchObject({ done: true });
  });

  it('yields augmentation views if augmentation is on, other views in another epoch', async () => {
    const viewsOf = async (epoch: number) => {
      const features = streamed(VIEWS);
      for await (const _ of batchStream(batches, features, { augment: true, seed: 1, epoch }));
      return features.requests.flat().map(({ view }) => view);
    };
    const [first, again, next] = [await viewsOf(0), await viewsOf(0), await viewsOf(1)];
    expect(first).toEqual(again);
    expect(first).not.toEqual(next);
    expect(new Set(first).size).toBeGreaterThan(3);
  });
});

describe('chooseView', () => {
  it('yields each view about equally often', () => {
    const counts = new Map<string, number>();
    for (let epoch = 0; epoch < 100; epoch++) {
      for (let image = 0; image < 80; image++) {
        const view = chooseView(VIEWS, 1, epoch, String(image));
        counts.set(view, (counts.get(view) ?? 0) + 1);
      }
    }
    for (const view of VIEWS) expect(Math.abs((counts.get(view) ?? 0) - 1000)).toBeLessThan(130);
  });
});
