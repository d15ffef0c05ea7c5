import { backend_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { stockKernel } from '../stock-kernel';
import type { WebgpuBackend } from '../webgpu-backend';
import type { GpuBackend } from './gpu-backend';

/** Attributes of the kernel `Sum`. */
export interface SumAttributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/** The kernel `Sum`: zeros for a tensor without elements, for which tfjs asks for a buffer of NaN bytes; otherwise tfjs's own. */
export function sum(x: TensorInfo, attrs: SumAttributes, backend: GpuBackend): TensorInfo {
  if (util.sizeFromShape(x.shape) > 0) {
    return stockKernel<{ x: TensorInfo }, SumAttributes>('Sum')({
      ...{ inputs: { x }, attrs },
      backend: backend as unknown as WebgpuBackend,
    });
  }
  const axes = util.parseAxisParam(attrs.axis, x.shape);
  const [rest] = backend_util.computeOutAndReduceShapes(x.shape, axes);
  const shape = attrs.keepDims ? backend_util.expandShapeToKeepDim(rest, axes) : rest;
  return backend.makeTensorInfo(shape, x.dtype, new Float32Array(util.sizeFromShape(shape)));
}
