import { engine } from '@tensorflow/tfjs-core';

/** What the program asked of the GPU. */
export interface GpuCalls {
  /** Dispatches by the name of the shader. */
  readonly dispatches: Readonly<Record<string, number>>;
  /** Tensors that were copied to the GPU. */
  readonly uploads: number;
  /** Batches of commands. */
  readonly submits: number;
}

/**
 * Counts what is asked of WebGPU from now on; `read` gives the counts since the last call, divided by `steps`. All are 0 on an engine without
 * WebGPU. Call it when the engine is open.
 */
export function countGpuCalls(): { read(steps: number): GpuCalls } {
  let counts = new Map<string, number>();
  let [uploads, submits] = [0, 0];
  const { GPUComputePassEncoder, GPUQueue } = globalThis as unknown as Partial<WebgpuClasses>;
  if (GPUComputePassEncoder !== undefined && GPUQueue !== undefined) {
    watch(GPUComputePassEncoder.prototype, GPUQueue.prototype, {
      onDispatch: (shader) => counts.set(shader, (counts.get(shader) ?? 0) + 1),
      onUpload: () => uploads++,
      onSubmit: () => submits++,
    });
  }
  return {
    read(steps) {
      const dispatches = Object.fromEntries([...counts].map(([name, count]) => [name, count / steps]));
      const calls = { dispatches, uploads: uploads / steps, submits: submits / steps };
      counts = new Map();
      [uploads, submits] = [0, 0];
      return calls;
    },
  };
}

/** The dispatches of all shaders. */
export function dispatchesOf({ dispatches }: GpuCalls): number {
  return Object.values(dispatches).reduce((sum, count) => sum + count, 0);
}

interface Callbacks {
  onDispatch(shader: string): void;
  onUpload(): void;
  onSubmit(): void;
}

function watch(pass: PassPrototype, queue: QueuePrototype, { onDispatch, onUpload, onSubmit }: Callbacks): void {
  const { setPipeline, dispatchWorkgroups } = pass;
  const { submit } = queue;
  let shader = '';
  pass.setPipeline = function (pipeline) {
    shader = pipeline.label;
    setPipeline.call(this, pipeline);
  };
  pass.dispatchWorkgroups = function (...groups) {
    onDispatch(shader);
    dispatchWorkgroups.apply(this, groups);
  };
  queue.submit = function (commands) {
    onSubmit();
    submit.call(this, commands);
  };
  const backend = engine().backend as unknown as UploadingBackend;
  const { uploadToGPU } = backend;
  backend.uploadToGPU = function (dataId) {
    const { resource, values } = this.tensorMap.get(dataId);
    if (resource == null && values != null) onUpload();
    uploadToGPU.call(this, dataId);
  };
}

interface WebgpuClasses {
  readonly GPUComputePassEncoder: { readonly prototype: PassPrototype };
  readonly GPUQueue: { readonly prototype: QueuePrototype };
}

interface PassPrototype {
  setPipeline(pipeline: { readonly label: string }): void;
  dispatchWorkgroups(...groups: number[]): void;
}

interface QueuePrototype {
  submit(commands: readonly object[]): void;
}

interface UploadingBackend {
  readonly tensorMap: { get(dataId: object): { readonly resource?: object; readonly values?: object } };
  uploadToGPU(dataId: object): void;
}

/** The number of calls, and the shaders with the most dispatches first. */
export function describeGpuCalls(title: string, calls: GpuCalls): string {
  const sorted = Object.entries(calls.dispatches).sort(([, a], [, b]) => b - a);
  const names = sorted.map(([name, count]) => `${name} ${count}`);
  return `${title}: ${dispatchesOf(calls)} dispatches and ${calls.uploads} uploads a step\n  ${names.join(', ')}`;
}
