import type { Size } from '../backbones/network';
import type { LayerMap } from '../backbones/region-plan';
import { averageGrid } from './average-grid';

/**
 * Regions of the maps of one or several layers: each map averaged to the grid; of several, each region of a map divided by its Euclidean
 * norm, `v / ‖v‖` (zeros stay zeros), and the vectors of a region concatenated in the order of the maps.
 *
 * @param values - Of each map, [B, rows, columns, depth].
 * @returns [B, grid rows · grid columns, sum of the depths]
 */
export function joinMaps(values: readonly Float32Array[], maps: readonly LayerMap[], grid: Size): Float32Array {
  const averaged = maps.map(({ size, depth }, i) => {
    const map = values[i] as Float32Array;
    return size[0] === grid[0] && size[1] === grid[1] ? map : averageGrid(map, size, grid, depth);
  });
  const [only, ...others] = averaged as [Float32Array];
  if (others.length === 0) return only;
  const width = maps.reduce((sum, { depth }) => sum + depth, 0);
  const joined = new Float32Array(averaged.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  averaged.forEach((map, i) => {
    const { depth } = maps[i] as LayerMap;
    for (let from = 0, to = offset; from < map.length; from += depth, to += width) {
      const region = map.subarray(from, from + depth);
      const norm = Math.sqrt(region.reduce((sum, value) => sum + value * value, 0));
      if (norm > 0) for (let d = 0; d < depth; d++) joined[to + d] = (region[d] as number) / norm;
    }
    offset += depth;
  });
  return joined;
}
