import { env, type TensorInfo } from '@tensorflow/tfjs-core';
import { KernelError } from '../../wasm/kernel-error';
import type { GpuBackend } from './gpu-backend';
import { type Shader, sourceOf } from './shader';

/** One run of a shader. */
export interface Dispatch {
  readonly shader: Shader;
  /** The tensors of `shader.reads`, in its order. */
  readonly reads: readonly TensorInfo[];
  /** The tensors of `shader.writes`. */
  readonly writes: readonly TensorInfo[];
  /** The values of `shader.uniforms`. */
  readonly uniforms: readonly number[];
  readonly groups: readonly [x: number, y?: number, z?: number];
}

/** What is made once for a device. */
interface Made {
  readonly pipelines: Map<string, GPUComputePipeline>;
  readonly uniforms: Map<string, GPUBuffer>;
}

const made = new WeakMap<GPUDevice, Made>();

/** Buffers of uniforms that are kept: the sizes of a training step repeat in every step. */
const KEPT_UNIFORMS = 1024;

/** Adds a run of a shader to the commands of tfjs's backend, in the order of the calls. */
export function dispatch(backend: GpuBackend, { shader, reads, writes, uniforms, groups }: Dispatch): void {
  const { device } = backend;
  const { pipelines } = madeFor(device);
  let pipeline = pipelines.get(shader.key);
  if (pipeline === undefined) {
    pipeline = compile(device, shader);
    pipelines.set(shader.key, pipeline);
  }
  const tensors = [...reads, ...writes];
  const types = [...Object.values(shader.reads), ...Object.values(shader.writes)];
  const entries = tensors.map(({ dataId }, binding): GPUBindGroupEntry => {
    backend.uploadToGPU(dataId);
    const { resource, dtype } = backend.tensorMap.get(dataId);
    if ((dtype === 'float32') === (types[binding] === 'i32')) {
      const reason = `its buffer ${binding} has the type ${dtype}. Cast the tensor first.`;
      throw new KernelError(labelOf(shader), reason, 'webgpu');
    }
    return { binding, resource: { buffer: resource as GPUBuffer } };
  });
  entries.push({ binding: tensors.length, resource: { buffer: uniformBuffer(backend, shader, uniforms) } });
  const bindings = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  for (const { dataId } of tensors) backend.commandQueueOwnedIds.add(dataId);
  const pass = passOf(backend);
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindings);
  pass.dispatchWorkgroups(...(groups as [number, number?, number?]));
  afterDispatch(backend, shader);
}

/** A new tensor of 32-bit floats, whose values are not set. */
export function makeFloats(backend: GpuBackend, shape: readonly number[]): TensorInfo {
  return backend.makeTensorInfo([...shape], 'float32');
}

/** Workgroups of one kind of row, of which a dispatch has at most 65,535 along an axis: x and z of the groups, see `ROW_OF_GROUP`. */
export function groupsOfRows(rows: number): [x: number, z: number] {
  return [Math.min(rows, ROWS_PER_LAYER), Math.ceil(rows / ROWS_PER_LAYER)];
}

const ROWS_PER_LAYER = 1 << 15;

/** WGSL: the row of a workgroup; it may be beyond the last one. */
export const ROW_OF_GROUP = `group.z * ${ROWS_PER_LAYER}u + group.x`;

function madeFor(device: GPUDevice): Made {
  let found = made.get(device);
  if (found === undefined) {
    found = { pipelines: new Map(), uniforms: new Map() };
    made.set(device, found);
  }
  return found;
}

/** The name of the shader, without what its text depends on. */
function labelOf({ key }: Shader): string {
  return key.split(' ', 1)[0] as string;
}

function compile(device: GPUDevice, shader: Shader): GPUComputePipeline {
  const label = labelOf(shader);
  const module = device.createShaderModule({ code: sourceOf(shader), label });
  return device.createComputePipeline({ compute: { module, entryPoint: 'run' }, label, layout: 'auto' });
}

/** A buffer with these numbers. The first ones are kept and never written again; later ones are returned to tfjs after the commands. */
function uniformBuffer(backend: GpuBackend, shader: Shader, values: readonly number[]): GPUBuffer {
  const { device, queue } = backend;
  const { uniforms } = madeFor(device);
  const types = Object.values(shader.uniforms);
  const key = `${types.join()} ${values.join()}`;
  const known = uniforms.get(key);
  if (known !== undefined) return known;
  const size = 16 * Math.ceil(types.length / 4);
  const bytes = new DataView(new ArrayBuffer(size));
  types.forEach((type, i) => {
    if (type === 'u32') bytes.setUint32(4 * i, values[i] as number, true);
    else bytes.setFloat32(4 * i, values[i] as number, true);
  });
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const isKept = uniforms.size < KEPT_UNIFORMS && shader.isChanging !== true;
  const buffer = isKept ? device.createBuffer({ size, usage }) : backend.bufferManager.acquireBuffer(size, usage);
  queue.writeBuffer(buffer, 0, bytes.buffer);
  if (isKept) uniforms.set(key, buffer);
  else backend.uniformPendingDisposal.push(buffer);
  return buffer;
}

/** The open compute pass; a new one with time stamps while tfjs measures. */
function passOf(backend: GpuBackend): GPUComputePassEncoder {
  backend.ensureCommandEncoderReady();
  const encoder = backend.commandEncoder as GPUCommandEncoder;
  if (backend.activeTimers !== undefined && backend.supportTimestampQuery) {
    backend.endComputePassEncoder();
    backend.querySet ??= backend.device.createQuerySet({ type: 'timestamp', count: backend.querySetCount });
    const { querySet } = backend;
    backend.computePassEncoder = encoder.beginComputePass({
      timestampWrites: { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 },
    });
  }
  backend.computePassEncoder ??= encoder.beginComputePass();
  return backend.computePassEncoder;
}

/** Submits the commands as often as tfjs does. */
function afterDispatch(backend: GpuBackend, shader: Shader): void {
  backend.dispatchCountInPass++;
  const timers = backend.activeTimers;
  if (timers !== undefined) {
    backend.endComputePassEncoder();
    timers.push({ name: labelOf(shader), query: backend.getQueryTime() });
  } else if (backend.dispatchCountInPass >= env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
}
