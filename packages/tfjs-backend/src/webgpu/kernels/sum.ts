import { backend_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { stockKernel } from '../stock-kernel';
import type { WebgpuBackend } from '../webgpu-backend';
import { dispatch, makeFloats } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import type { Shader } from './shader';

/** Attributes of the kernel `Sum`. */
export interface SumAttributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/**
 * The kernel `Sum`. Over the first axes it is one dispatch, where tfjs transposes first. For a tensor without elements it is 0; tfjs asks
 * for a buffer of NaN bytes there.
 */
export function sum(x: TensorInfo, attrs: SumAttributes, backend: GpuBackend): TensorInfo {
  const axes = util.parseAxisParam(attrs.axis, x.shape);
  const [rest] = backend_util.computeOutAndReduceShapes(x.shape, axes);
  const shape = attrs.keepDims ? backend_util.expandShapeToKeepDim(rest, axes) : rest;
  const width = util.sizeFromShape(rest);
  if (util.sizeFromShape(x.shape) === 0) return backend.makeTensorInfo(shape, x.dtype, new Float32Array(width));
  const areFirst = axes.length < x.shape.length && axes.every((axis, i) => axis === i);
  if (areFirst && x.dtype === 'float32') {
    const result = makeFloats(backend, shape);
    const rows = util.sizeFromShape(x.shape) / width;
    dispatch(backend, {
      ...{ shader, reads: [x], writes: [result], uniforms: [rows, width] },
      groups: [Math.ceil(width / COLUMNS)],
    });
    return result;
  }
  return stockKernel<{ x: TensorInfo }, SumAttributes>('Sum')({
    ...{ inputs: { x }, attrs },
    backend: backend as unknown as WebgpuBackend,
  });
}

/** Columns of a workgroup, and how many of its threads share a column. */
const COLUMNS = 32;
const SHARE = 8;

const shader: Shader = {
  key: 'SumOfRows',
  reads: { x: 'f32' },
  writes: { sums: 'f32' },
  uniforms: { rows: 'u32', width: 'u32' },
  workgroup: [COLUMNS, SHARE],
  declarations: `var<workgroup> partial: array<f32, ${COLUMNS * SHARE}>;`,
  main: `
  let column = group.x * ${COLUMNS}u + local.x;
  var sum = 0.0;
  if (column < uniforms.width) {
    for (var row = local.y; row < uniforms.rows; row += ${SHARE}u) { sum += x[row * uniforms.width + column]; }
  }
  partial[index] = sum;
  workgroupBarrier();
  if (local.y == 0u && column < uniforms.width) {
    for (var i = 1u; i < ${SHARE}u; i++) { sum += partial[i * ${COLUMNS}u + local.x]; }
    sums[column] = sum;
  }`,
};
