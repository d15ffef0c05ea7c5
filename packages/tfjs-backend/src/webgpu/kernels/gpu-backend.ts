import type { DataId, DataType, TensorInfo } from '@tensorflow/tfjs-core';

/** The part of tfjs's `WebGPUBackend` that our own kernels use: its tensors, its buffers, and the commands that it has not submitted yet. */
export interface GpuBackend {
  readonly device: GPUDevice;
  readonly queue: GPUQueue;
  readonly tensorMap: {
    /**
     * `values` is a copy in memory, which tfjs keeps after a read; `resource` is the buffer on the GPU, and `dtype` the type of the numbers in
     * it, which may not be that of a tensor that was cast.
     */
    get(dataId: DataId): {
      readonly dtype: DataType;
      readonly shape?: readonly number[];
      resource?: GPUBuffer | null;
      values?: unknown;
    };
  };
  readonly bufferManager: { acquireBuffer(size: number, usage: number): GPUBuffer };
  /** Tensors of commands that are not submitted yet: their buffers are not used again before that. */
  readonly commandQueueOwnedIds: WeakSet<DataId>;
  /** Buffers of uniforms of such commands. */
  readonly uniformPendingDisposal: GPUBuffer[];
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  /** Set while `tf.time` or `tf.profile` measures. */
  readonly activeTimers?: { push(timer: { name: string; query: Promise<number> }): void } | undefined;
  readonly supportTimestampQuery: boolean;
  readonly querySetCount: number;
  querySet: GPUQuerySet | null;
  getQueryTime(): Promise<number>;
  makeTensorInfo(shape: number[], dtype: DataType, values?: Float32Array): TensorInfo;
  /** Gives the tensor a buffer, with its values where it has any. */
  uploadToGPU(dataId: DataId): void;
  disposeData(dataId: DataId): boolean;
  incRef(dataId: DataId): void;
  refCount(dataId: DataId): number;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
}
