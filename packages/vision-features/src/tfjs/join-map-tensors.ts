import {
  concat,
  divNoNan,
  matMul,
  norm,
  type Rank,
  reshape,
  type Tensor3D,
  type Tensor4D,
  tensor3d,
  tidy,
} from '@tensorflow/tfjs-core';
import type { Size } from '../backbones/network';
import type { LayerMap } from '../backbones/region-plan';
import { averageGrid } from '../extractor/average-grid';

/** As `joinMaps`, of tensors: maps `[B, rows, columns, depth]` → `[B, grid rows · grid columns, sum of the depths]`. */
export function joinMapTensors(values: readonly Tensor4D[], maps: readonly LayerMap[], grid: Size): Tensor3D {
  return tidy(() => {
    const averaged = values.map((map, i) => averageMap(map, (maps[i] as LayerMap).size, grid));
    const [only, ...others] = averaged as [Tensor3D];
    if (others.length === 0) return only;
    return concat(
      averaged.map((map) => divNoNan(map, norm(map, 'euclidean', 2, true)) as Tensor3D),
      2,
    );
  });
}

function averageMap(map: Tensor4D, size: Size, grid: Size): Tensor3D {
  const [batch, rows, columns, depth] = map.shape;
  const cells = rows * columns;
  const flat = reshape<Rank.R3>(map, [batch, cells, depth]);
  if (size[0] === grid[0] && size[1] === grid[1]) return flat;
  // The weights of each mean are what averaging gives of maps in which one cell is 1.
  const oneCellEach = Float32Array.from({ length: cells * cells }, (_, i) => (i % (cells + 1) === 0 ? 1 : 0));
  const weights = averageGrid(oneCellEach, size, grid, cells);
  return matMul(tensor3d(weights, [1, grid[0] * grid[1], cells]), flat) as Tensor3D;
}
