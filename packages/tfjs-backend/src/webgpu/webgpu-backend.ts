import type { DataId, DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';

/** A buffer on the GPU, as far as this package uses it. */
export interface GpuBuffer {
  readonly size: number;
  readonly usage: number;
  readonly mapState: 'unmapped' | 'pending' | 'mapped';
  mapAsync(mode: number): Promise<void>;
  getMappedRange(): ArrayBuffer;
  unmap(): void;
  destroy(): void;
}

/** A device of WebGPU, as far as this package uses it. */
export interface GpuDevice {
  readonly limits: Readonly<Record<string, number>>;
  readonly features: { has(name: string): boolean };
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  readonly queue: { onSubmittedWorkDone(): Promise<void> };
  addEventListener(type: 'uncapturederror', listener: (event: { readonly error: Error }) => void): void;
  destroy(): void;
}

/** The description of a GPU that WebGPU gives. */
export interface GpuAdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  /** A software renderer. */
  readonly isFallbackAdapter?: boolean;
}

/** An adapter of WebGPU: a GPU with a driver. */
export interface GpuAdapter {
  readonly info: GpuAdapterInfo;
  readonly limits: Readonly<Record<string, number>>;
  readonly features: { has(name: string): boolean };
  requestDevice(descriptor: object): Promise<GpuDevice>;
}

/** `navigator.gpu`. */
export interface Gpu {
  requestAdapter(options: object): Promise<GpuAdapter | null>;
}

/** The values of a tensor in memory; text is in bytes. */
export type TensorValues = Float32Array | Int32Array | Uint8Array | Uint8Array[];

/** A tensor of tfjs's webgpu engine: its values are on the GPU (`resource`), in memory (`values`), or both. */
interface TensorData {
  readonly dtype: DataType;
  readonly values?: TensorValues | null;
  readonly resource?: GpuBuffer | null;
  readonly complexTensorInfos?: object;
}

/** The part of tfjs's `WebGPUBackend` that this package uses. */
export interface WebgpuBackend extends KernelBackend {
  readonly device: GpuDevice;
  readonly tensorMap: { has(dataId: DataId): boolean; get(dataId: DataId): TensorData };
  readonly bufferManager: {
    readonly numBytesUsed: number;
    numBytesAllocated: number;
    numFreeBuffers: number;
    /** By size and usage. */
    readonly freeBuffers: Map<string, GpuBuffer[]>;
    acquireBuffer(size: number, usage: number, ...how: boolean[]): GpuBuffer;
    releaseBuffer(buffer: GpuBuffer): void;
  };
  readonly commandEncoder: { copyBufferToBuffer(...copy: unknown[]): void };
  readonly thresholdToIncreaseWorkgroups: number;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  convertAndCacheOnCPU(dataId: DataId, values: TensorValues): TensorValues;
  readSync(dataId: DataId): TensorValues;
  read(dataId: DataId): Promise<TensorValues>;
  disposeData(dataId: DataId): boolean;
  makeTensorInfo(shape: readonly number[], dtype: DataType, values?: TensorValues): TensorInfo;
  runWebGPUProgram(
    program: object,
    inputs: readonly TensorInfo[],
    dtype: DataType,
    uniforms?: readonly object[],
    output?: TensorInfo,
  ): TensorInfo;
}
