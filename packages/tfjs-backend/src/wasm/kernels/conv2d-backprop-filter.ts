import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { KernelError } from '../kernel-error';
import { floatsOf, sizeOf, type WasmBackend } from '../wasm-backend';

/** The product `aᵀ b` of two matrices, on the current engine. */
export type TransposedProduct = (a: TensorInfo, b: TensorInfo) => TensorInfo;

/** Attributes of the kernel, as tfjs names them. */
export interface Conv2DBackpropFilterAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
}

/** Floats of one block of patches: 16 MiB. */
const BLOCK_FLOATS = 1 << 22;

/**
 * `dW[kh, kw, ci, co] = Σ_{n, y, x} input[n, y·s + kh, x·s + kw, ci] · dy[n, y, x, co]`: the kernel `Conv2DBackpropFilter`.
 * The patches of some output rows form a matrix (im2col), which is multiplied with their gradients, block by block.
 */
export function conv2dBackpropFilter(
  x: TensorInfo,
  dy: TensorInfo,
  { strides, pad, dataFormat, dimRoundingMode, filterShape }: Conv2DBackpropFilterAttributes,
  backend: WasmBackend,
  product: TransposedProduct,
): TensorInfo {
  const format = backend_util.convertConv2DDataFormat(dataFormat);
  if (format !== 'channelsLast') {
    throw new KernelError('Conv2DBackpropFilter', `the data format is ${dataFormat}; only NHWC is supported.`);
  }
  const conv = backend_util.computeConv2DInfo(
    x.shape as [number, number, number, number],
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode,
    false,
    format,
  );
  const patch = conv.filterHeight * conv.filterWidth * conv.inChannels;
  const gradient = backend.makeOutput(filterShape, 'float32');
  floatsOf(backend, gradient).fill(0);

  const rows = conv.batchSize * conv.outHeight;
  const rowsPerBlock = Math.max(1, Math.floor(BLOCK_FLOATS / Math.max(1, patch * conv.outWidth)));
  for (let first = 0; first < rows; first += rowsPerBlock) {
    const count = Math.min(rowsPerBlock, rows - first);
    const patches = backend.makeOutput([count * conv.outWidth, patch], 'float32');
    const gradients = backend.makeOutput([count * conv.outWidth, conv.outChannels], 'float32');
    layOutPatches(floatsOf(backend, x), floatsOf(backend, patches), conv, first, count);
    const start = first * conv.outWidth * conv.outChannels;
    floatsOf(backend, gradients).set(floatsOf(backend, dy).subarray(start, start + sizeOf(gradients.shape)));
    const part = product(patches, gradients);
    const sum = floatsOf(backend, gradient);
    const values = floatsOf(backend, part);
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (values[i] as number);
    for (const done of [patches, gradients, part]) backend.disposeData(done.dataId);
  }
  return gradient;
}

/** im2col of `count` output rows of the batch, starting at row `first`; 0 outside the image. */
function layOutPatches(
  input: Float32Array,
  patches: Float32Array,
  conv: backend_util.Conv2DInfo,
  first: number,
  count: number,
): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth } =
    conv;
  const run = filterWidth * inChannels;
  patches.fill(0);
  let at = 0;
  for (let row = first; row < first + count; row++) {
    const image = Math.floor(row / outHeight);
    const top = (row % outHeight) * strideHeight - conv.padInfo.top;
    for (let column = 0; column < outWidth; column++) {
      const left = column * strideWidth - conv.padInfo.left;
      // The part of a filter row inside the image is one run of memory.
      const from = Math.max(0, left);
      const to = Math.min(inWidth, left + filterWidth);
      for (let kh = 0; kh < filterHeight; kh++, at += run) {
        const y = top + kh;
        if (y < 0 || y >= inHeight || to <= from) continue;
        const source = ((image * inHeight + y) * inWidth + from) * inChannels;
        const length = (to - from) * inChannels;
        const target = at + (from - left) * inChannels;
        for (let i = 0; i < length; i++) patches[target + i] = input[source + i] as number;
      }
    }
  }
}
