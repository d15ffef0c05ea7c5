import { describe, expect, it } from 'vitest';
import { randomFrame } from '../../test/random-frame';
import { VIEWS, viewPixels } from '../images/view';
import { cellMeans, integralImage } from './cell-means';
import { findDuplicates } from './find-duplicates';
import { type Fingerprint, fingerprintOf } from './fingerprint';
import { FRAME_SIZE, type GreyFrame } from './grey-frame';

const frames = [1, 2, 3, 4, 5, 6].map(randomFrame);
const fingerprint = (name: string, frame: GreyFrame) => fingerprintOf(name, name, frame);
const images = frames.map((frame, i) => fingerprint(`${i}`, frame));

/** The square of a frame that begins at (x, y), at the size of a frame. */
function part(frame: GreyFrame, x: number, y: number, side: number): GreyFrame {
  const grey = new Float64Array(FRAME_SIZE ** 2);
  const area = { left: x, top: y, right: x + side, bottom: y + side };
  cellMeans(integralImage(frame.grey, FRAME_SIZE), area, FRAME_SIZE, grey);
  return { ...frame, grey: Float32Array.from(grey) };
}

const turned = (frame: GreyFrame, view: (typeof VIEWS)[number]): GreyFrame => ({
  ...frame,
  grey: viewPixels(frame.grey, FRAME_SIZE, view),
});

describe('findDuplicates', () => {
  it('finds the part of an image in every view, with its place', async () => {
    for (const view of VIEWS) {
      const copy = fingerprint('copy', turned(part(frames[2] as GreyFrame, 40, 60, 115), view));
      const pairs = await findDuplicates([images, [copy]]);
      expect(pairs.map(({ kind, first, second }) => [kind, first.name, second.name])).toEqual([['part', '2', 'copy']]);
      const [{ overlap, score }] = pairs as [(typeof pairs)[0]];
      expect(score).toBeGreaterThan(0.9);
      expect(overlap?.scale).toBeCloseTo(115 / FRAME_SIZE, 1);
      expect(overlap?.shareOfFirst).toBeCloseTo((115 / FRAME_SIZE) ** 2, 1);
      expect(overlap?.shareOfSecond).toBeGreaterThan(0.94);
      expect(turned(turned(frames[0] as GreyFrame, view), overlap?.view as (typeof VIEWS)[number]).grey).toEqual(
        frames[0]?.grey,
      );
    }
  });

  it('compares all images of one group, and of several those of different groups', async () => {
    const copies = [
      fingerprint('darker', {
        ...(frames[1] as GreyFrame),
        grey: (frames[1] as GreyFrame).grey.map((value) => 0.6 * value),
      }),
    ];
    copies.push(fingerprint('turned', turned(frames[1] as GreyFrame, 'rotate90')));
    const named = async (groups: readonly (readonly Fingerprint[])[]) =>
      (await findDuplicates(groups)).map(({ kind, first, second }) => `${kind} ${first.name} ${second.name}`).sort();
    expect(await named([[...images, ...copies]])).toEqual([
      'changed 1 darker',
      'turned 1 turned',
      'turned darker turned',
    ]);
    expect(await named([images, copies])).toEqual(['changed 1 darker', 'turned 1 turned']);
    expect(await named([copies.slice(0, 1), copies.slice(1), images])).toEqual([
      'changed darker 1',
      'turned darker turned',
      'turned turned 1',
    ]);
    expect(await named([[images[1] as Fingerprint], [fingerprintOf('same', '1', frames[1] as GreyFrame)]])).toEqual([
      'identical 1 same',
    ]);
    expect(await named([images, []])).toEqual([]);
  });

  it('reports images apart that are alike in light and dark and not in details', async () => {
    const shore = (detail: GreyFrame): GreyFrame => ({
      ...detail,
      grey: detail.grey.map(
        (value, i) => 0.06 * value + (i % FRAME_SIZE < 110 + 20 * Math.sin(i / FRAME_SIZE / 30) ? 60 : 170),
      ),
    });
    const pairs = await findDuplicates([
      [fingerprint('a', shore(frames[0] as GreyFrame)), fingerprint('b', shore(frames[1] as GreyFrame))],
    ]);
    expect(pairs.map(({ kind, first, second }) => [kind, first.name, second.name])).toEqual([['coarse', 'a', 'b']]);
    expect(pairs[0]?.score).toBeGreaterThan(0.9);
    expect(pairs[0]?.overlap?.detail).toBeLessThan(0.5);
  });

  it('reports features that are alike where the pixels are not', async () => {
    const unit = (...values: number[]) => Float32Array.from(values, (value) => value / Math.hypot(...values));
    const [a, b, c] = images.map((image, i) => ({ ...image, features: unit(1, i === 1 ? 0.1 : i, 0) })) as [
      Fingerprint,
      Fingerprint,
      Fingerprint,
    ];
    const pairs = await findDuplicates([[a, b, c]], { featureLimit: 0.98 });
    expect(pairs.map(({ kind, first, second }) => [kind, first.name, second.name])).toEqual([['features', '0', '1']]);
    expect(pairs[0]?.score).toBeCloseTo(1 / Math.sqrt(1.01), 5);
    expect(pairs[0]?.overlap).toBeNull();
    expect(await findDuplicates([[a, b, c]], { featureLimit: 0.999 })).toEqual([]);
  });

  it('stops at the signal and checks its options', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(findDuplicates([images], { signal })).rejects.toThrow('enough');
    await expect(findDuplicates([images], { limit: 2 })).rejects.toThrow('limit is 2; it must be a number from 0 to 1');
  });
});
