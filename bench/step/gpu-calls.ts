import { engine } from '@tensorflow/tfjs-core';

/** What the program asked of the GPU. */
export interface GpuCalls {
  /** Dispatches by the name of the shader. */
  readonly dispatches: Readonly<Record<string, number>>;
  /** Tensors that were copied to the GPU. */
  readonly uploads: number;
}

/** Counts what is asked of WebGPU from now on; `read` gives the counts since the last call, divided by `steps`. */
export function countGpuCalls(): { read(steps: number): GpuCalls } {
  const { prototype } = (globalThis as unknown as { GPUComputePassEncoder: { prototype: PassPrototype } })
    .GPUComputePassEncoder;
  const { setPipeline, dispatchWorkgroups } = prototype;
  let shader = '';
  let counts = new Map<string, number>();
  let uploads = 0;
  prototype.setPipeline = function (pipeline) {
    shader = pipeline.label;
    setPipeline.call(this, pipeline);
  };
  prototype.dispatchWorkgroups = function (...groups) {
    counts.set(shader, (counts.get(shader) ?? 0) + 1);
    dispatchWorkgroups.apply(this, groups);
  };
  const backend = engine().backend as unknown as UploadingBackend;
  const { uploadToGPU } = backend;
  backend.uploadToGPU = function (dataId) {
    const { resource, values } = this.tensorMap.get(dataId);
    if (resource == null && values != null) uploads++;
    uploadToGPU.call(this, dataId);
  };
  return {
    read(steps) {
      const dispatches = Object.fromEntries([...counts].map(([name, count]) => [name, count / steps]));
      const calls = { dispatches, uploads: uploads / steps };
      counts = new Map();
      uploads = 0;
      return calls;
    },
  };
}

interface PassPrototype {
  setPipeline(pipeline: { readonly label: string }): void;
  dispatchWorkgroups(...groups: number[]): void;
}

interface UploadingBackend {
  readonly tensorMap: { get(dataId: object): { readonly resource?: object; readonly values?: object } };
  uploadToGPU(dataId: object): void;
}

/** The number of calls, and the shaders with the most dispatches first. */
export function describeGpuCalls(title: string, { dispatches, uploads }: GpuCalls): string {
  const sorted = Object.entries(dispatches).sort(([, a], [, b]) => b - a);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const names = sorted.map(([name, count]) => `${name} ${count}`);
  return `${title}: ${total} dispatches and ${uploads} uploads a step\n  ${names.join(', ')}`;
}
