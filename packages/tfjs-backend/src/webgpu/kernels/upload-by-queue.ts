import { type DataId, util } from '@tensorflow/tfjs-core';
import type { GpuBackend } from './gpu-backend';

/**
 * Copies tensors to the GPU with `GPUQueue.writeBuffer`.
 *
 * tfjs makes a mapped buffer for every copy, ends the compute pass and destroys the buffer afterwards, which takes longer than some ten
 * dispatches. A buffer that tfjs takes from its pool belongs to no command that is still to be submitted, so it can be written at once.
 */
export function uploadByQueue(backend: GpuBackend): void {
  const other = backend.uploadToGPU.bind(backend);
  backend.uploadToGPU = (dataId: DataId) => {
    const data = backend.tensorMap.get(dataId);
    if (data.resource != null) return;
    const { values, dtype } = data;
    if (values == null || data.shape === undefined || util.sizeFromShape([...data.shape]) === 0) {
      other(dataId);
      return;
    }
    const numbers = values as ArrayLike<number>;
    const isWhole = dtype === 'int32' || dtype === 'bool';
    const bytes = isWhole
      ? Int32Array.from(numbers)
      : numbers instanceof Float32Array
        ? (numbers as Float32Array<ArrayBuffer>)
        : Float32Array.from(numbers);
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    const buffer = backend.bufferManager.acquireBuffer(bytes.byteLength, STORAGE | COPY_SRC | COPY_DST);
    backend.queue.writeBuffer(buffer, 0, bytes);
    data.resource = buffer;
    // As tfjs does: what is on the GPU is not kept in memory as well.
    data.values = null;
  };
}
