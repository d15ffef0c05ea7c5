import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import { dispatch, groupsOfRows, makeFloats, ROW_OF_GROUP } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import type { Shader } from './shader';

/** Threads of a workgroup, which sums the rows of one segment. */
const THREADS = 64;

/**
 * The kernel `UnsortedSegmentSum`, `y[s] = Σ_{i: segmentIds[i] = s} x[i]`, the gradient of an embedding lookup, in one dispatch. Every
 * workgroup reads all ids, once for 256 columns, so the rows of a segment are added in their order and no atomics are needed.
 *
 * @returns undefined for other types, and without rows: use tfjs's own kernel.
 */
export function unsortedSegmentSum(
  x: TensorInfo,
  segmentIds: TensorInfo,
  numSegments: number,
  backend: GpuBackend,
): TensorInfo | undefined {
  if (x.dtype !== 'float32' || segmentIds.dtype !== 'int32') return undefined;
  const tail = x.shape.slice(segmentIds.shape.length);
  const [rows, width] = [util.sizeFromShape(segmentIds.shape), util.sizeFromShape(tail)];
  if (rows * width * numSegments === 0) return undefined;
  const result = makeFloats(backend, [numSegments, ...tail]);
  const [layerRows, layers] = groupsOfRows(numSegments);
  dispatch(backend, {
    ...{ shader, reads: [x, segmentIds], writes: [result] },
    uniforms: [numSegments, rows, width],
    groups: [layerRows, 1, layers],
  });
  return result;
}

const shader: Shader = {
  key: 'UnsortedSegmentSum',
  reads: { x: 'f32', ids: 'i32' },
  writes: { sums: 'f32' },
  uniforms: { segments: 'u32', rows: 'u32', width: 'u32' },
  workgroup: [THREADS, 1],
  main: `
  let segment = ${ROW_OF_GROUP};
  if (segment >= uniforms.segments) { return; }
  for (var first = index; first < uniforms.width; first += ${4 * THREADS}u) {
    var sum = vec4(0.0);
    for (var row = 0u; row < uniforms.rows; row++) {
      if (ids[row] != i32(segment)) { continue; }
      for (var c = 0u; c < 4u; c++) {
        let i = first + c * ${THREADS}u;
        if (i < uniforms.width) { sum[c] += x[row * uniforms.width + i]; }
      }
    }
    for (var c = 0u; c < 4u; c++) {
      let i = first + c * ${THREADS}u;
      if (i < uniforms.width) { sums[segment * uniforms.width + i] = sum[c]; }
    }
  }`,
};
