import { mulberry32Numbers } from '@rs-sam/foundation/random';
import { describe, expect, it } from 'vitest';
import { kMeans, TooFewPointsError } from './k-means';

const random = mulberry32Numbers(3);
/** 4 clouds of 25 points, side 0.2, at the corners of a square of side 10. */
const clouds = Float32Array.from({ length: 200 }, (_, i) => {
  const cloud = Math.floor(i / 50);
  return (i % 2 === 0 ? cloud % 2 : Math.floor(cloud / 2)) * 10 + 0.2 * random();
});

describe('kMeans', () => {
  it('finds clouds, and their means', async () => {
    const { centroids, assignments, inertia } = await kMeans(clouds, 2, { clusters: 4 });
    for (let cloud = 0; cloud < 4; cloud++) {
      const cluster = assignments[cloud * 25] as number;
      expect(new Set(assignments.subarray(cloud * 25, cloud * 25 + 25))).toEqual(new Set([cluster]));
      for (const axis of [0, 1]) {
        const values = Array.from({ length: 25 }, (_, i) => clouds[cloud * 50 + 2 * i + axis] as number);
        expect(centroids[2 * cluster + axis]).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / 25, 5);
      }
    }
    expect(inertia).toBeLessThan(100 * 0.02);
  });

  it('gives the same for the same seed', async () => {
    const blob = Float32Array.from({ length: 300 }, mulberry32Numbers(9));
    const first = await kMeans(blob, 3, { clusters: 7, seed: 1 });
    expect(await kMeans(blob, 3, { clusters: 7, seed: 1 })).toEqual(first);
    expect((await kMeans(blob, 3, { clusters: 7, seed: 2 })).centroids).not.toEqual(first.centroids);
  });

  it('lets the inertia fall from round to round, and leaves no cluster empty', async () => {
    const blob = Float32Array.from({ length: 400 }, mulberry32Numbers(11));
    const inertias: number[] = [];
    for (const rounds of [1, 2, 5, 50]) {
      const { inertia, assignments } = await kMeans(blob, 2, { clusters: 20, rounds });
      inertias.push(inertia);
      expect(new Set(assignments).size).toBe(20);
    }
    expect([...inertias].sort((a, b) => b - a)).toEqual(inertias);
    expect(inertias[0]).toBeGreaterThan(inertias[3] as number);
  });

  it('refuses more clusters than there are different points', async () => {
    await expect(kMeans(new Float32Array(20), 2, { clusters: 2 })).rejects.toThrow(TooFewPointsError);
    await expect(kMeans(new Float32Array(0), 2, { clusters: 1 })).rejects.toThrow(TooFewPointsError);
  });

  it('stops between two rounds when it is told to', async () => {
    const controller = new AbortController();
    const running = kMeans(clouds, 2, {
      clusters: 4,
      onRound: () => controller.abort(new Error('enough')),
      signal: controller.signal,
    });
    await expect(running).rejects.toThrow('enough');
  });
});
