import { add, type DataId, range, tidy, util } from '@tensorflow/tfjs-core';
import { pumpEvents } from './event-pump';
import { GpuError } from './gpu-errors';
import type { DeviceWatch } from './watch-device';
import type { GpuBuffer, TensorValues, WebgpuBackend } from './webgpu-backend';

/** Values of the specification of WebGPU: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST, and GPUMapMode.READ. */
const [MAP_READ_AND_COPY_DST, READ] = [0x0001 | 0x0008, 0x0001];

/** Milliseconds of waiting after which the thread sleeps between two looks: the GPU works longer than a step of the loop. */
const BUSY = 2;

/** Made at the first sleep: a page that is not isolated has no SharedArrayBuffer, and never sleeps. */
let sleeper: Int32Array<SharedArrayBuffer> | undefined;

/**
 * Reads of tensors in Node.
 *
 * tfjs's `dataSync` draws the values on an `OffscreenCanvas`, which Node lacks. Here the values are copied into a buffer that is mapped, and
 * Dawn's events are processed until it is. Both reads fail after a failure of the device, and after `seconds` without an answer.
 */
export function readInNode(backend: WebgpuBackend, watch: DeviceWatch, seconds: number): void {
  const read = backend.read.bind(backend);
  backend.readSync = (dataId) => {
    const data = backend.tensorMap.get(dataId);
    if (data.values != null) return data.values;
    if (data.dtype === 'complex64') throw new TypeError('The engine webgpu cannot read complex numbers synchronously.');
    watch.check();
    const bytes = copyOf(backend, data.resource as GpuBuffer, watch, seconds);
    return backend.convertAndCacheOnCPU(dataId, valuesOf(bytes, data.dtype));
  };
  backend.read = async (dataId: DataId) => {
    if (backend.tensorMap.has(dataId) && backend.tensorMap.get(dataId).values != null) return read(dataId);
    watch.check();
    try {
      return await inTime(read(dataId), watch, seconds);
    } finally {
      watch.check();
    }
  };
}

/** Reads that fail after a failure of the device, as a browser makes them. */
export function checkReads(backend: WebgpuBackend, watch: DeviceWatch): void {
  const readSync = backend.readSync.bind(backend);
  const read = backend.read.bind(backend);
  backend.readSync = (dataId) => {
    const values = readSync(dataId);
    watch.check();
    return values;
  };
  backend.read = async (dataId) => {
    const values = await read(dataId);
    watch.check();
    return values;
  };
}

/** More numbers than tfjs adds on the processor. */
const MANY = 4096;

/**
 * Reads some numbers of the current engine synchronously, for which tfjs draws them on a canvas.
 *
 * @throws Error where others come back: a Chromium that draws on the processor and computes on a GPU gives zeros.
 */
export function checkCanvas(): void {
  const values = tidy(() => add(range(0, MANY), 1).dataSync());
  if (values.some((value, at) => value !== at + 1)) {
    throw new Error('this browser reads wrong numbers from a canvas of WebGPU, which tfjs uses for synchronous reads');
  }
}

/** The bytes of a buffer, when the GPU has finished all that was submitted. */
function copyOf(backend: WebgpuBackend, buffer: GpuBuffer, watch: DeviceWatch, seconds: number): ArrayBuffer {
  const { size } = buffer;
  const staging = backend.bufferManager.acquireBuffer(size, MAP_READ_AND_COPY_DST);
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.commandEncoder.copyBufferToBuffer(buffer, 0, staging, 0, size);
  backend.submitQueue();
  // A failure of the device is found by `check`, with its reason.
  staging.mapAsync(READ).catch(() => {});
  const start = performance.now();
  while (staging.mapState === 'pending') {
    pumpEvents();
    watch.check();
    const waited = performance.now() - start;
    if (waited > 1000 * seconds) throw failed(watch, seconds);
    if (waited > BUSY) sleep(0.05);
  }
  pumpEvents();
  watch.check();
  if (staging.mapState !== 'mapped') throw new GpuError('lost', 'a buffer could not be read.');
  const bytes = staging.getMappedRange().slice(0);
  staging.unmap();
  backend.bufferManager.releaseBuffer(staging);
  return bytes;
}

function sleep(milliseconds: number): void {
  sleeper ??= new Int32Array(new SharedArrayBuffer(4));
  Atomics.wait(sleeper, 0, 0, milliseconds);
}

function valuesOf(bytes: ArrayBuffer, dtype: string): TensorValues {
  const { convertBackendValuesAndArrayBuffer } = util as unknown as {
    convertBackendValuesAndArrayBuffer(bytes: ArrayBuffer, dtype: string): TensorValues;
  };
  return convertBackendValuesAndArrayBuffer(bytes, dtype);
}

async function inTime<Value>(value: Promise<Value>, watch: DeviceWatch, seconds: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(failed(watch, seconds)), 1000 * seconds);
  });
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}

function failed(watch: DeviceWatch, seconds: number): GpuError {
  const error = new GpuError('timeout', `it did not finish its work in ${seconds} s.`);
  watch.fail(error);
  return error;
}
