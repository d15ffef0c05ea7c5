import { expect, it } from 'vitest';
import { joinMaps } from './join-maps';

it('of one map nothing is normalised', () => {
  const map = Float32Array.of(3, 4, 6, 8);
  expect(joinMaps([map], [{ layer: 'a', size: [1, 2], depth: 2 }], [1, 2])).toEqual(map);
});

it('of several, each vector has length 1 and zeros stay zeros', () => {
  const maps = [
    { layer: 'a', size: [1, 2], depth: 2 },
    { layer: 'b', size: [1, 4], depth: 1 },
  ] as const;
  const joined = joinMaps([Float32Array.of(3, 4, 0, 0), Float32Array.of(1, 3, -5, -1)], maps, [1, 2]);
  expect(joined).toEqual(Float32Array.of(0.6, 0.8, 1, 0, 0, -1));
});
