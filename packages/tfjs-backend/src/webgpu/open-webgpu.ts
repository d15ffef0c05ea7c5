import {
  backend as currentBackend,
  findBackendFactory,
  registerBackend,
  removeBackend,
  setBackend,
  version_core,
} from '@tensorflow/tfjs-core';
import { AbsentEngine } from '../engine/absent-engine';
import { inNode, type NodeRequire } from '../engine/node-require';
import { boundPool } from './bound-pool';
import { gpuName, isSoftware } from './gpu-name';
import type { GpuBackend } from './kernels/gpu-backend';
import { registerWebgpuKernels } from './kernels/register-webgpu-kernels';
import { uploadByQueue } from './kernels/upload-by-queue';
import { openDawn } from './open-dawn';
import { checkCanvas, checkReads, readInNode } from './reads';
import { sumInGroups } from './sum-in-groups';
import { turnBeforeSplit } from './turn-before-split';
import { type DeviceWatch, watchDevice } from './watch-device';
import type { Gpu, GpuAdapter, GpuAdapterInfo, WebgpuBackend } from './webgpu-backend';

/** Seconds that a read waits for the GPU. */
const SECONDS = 300;

/** The engine `webgpu`, when it is tfjs's current one. */
export interface OpenedWebgpu {
  readonly backend: WebgpuBackend;
  readonly watch: DeviceWatch;
  /** The packages, the GPU and its driver, in words. */
  readonly detail: string;
  /** The engine with the version of Dawn and the GPU, for records. */
  readonly identity: string;
  /** The adapter computes on the processor. */
  readonly software: boolean;
}

/** The limits of the adapter that the engine asks of the device; WebGPU's defaults are lower. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeInvocationsPerWorkgroup',
];

let opened: OpenedWebgpu | undefined;

/**
 * Makes WebGPU tfjs's current engine, in Node on Dawn or in a browser, with the faults of tfjs's backend worked around.
 *
 * An opened engine is used again while its device works.
 *
 * @param hardwareOnly in Node, a renderer that computes on the processor will not do.
 * @throws AbsentEngine if a package is not installed or there is no adapter.
 */
export async function openWebgpu(require: NodeRequire, hardwareOnly: boolean): Promise<OpenedWebgpu> {
  if (opened === undefined || !opened.watch.healthy()) {
    opened = undefined;
    opened = inNode() ? await openInNode(require, hardwareOnly) : await openInBrowser();
    boundPool(opened.backend);
    sumInGroups();
    turnBeforeSplit();
    registerWebgpuKernels();
    uploadByQueue(opened.backend as unknown as GpuBackend);
  }
  await setBackend('webgpu');
  return opened;
}

async function openInNode(require: NodeRequire, hardwareOnly: boolean): Promise<OpenedWebgpu> {
  const { WebGPUBackend } = require('@tensorflow/tfjs-backend-webgpu') as {
    WebGPUBackend: new (device: object, info: GpuAdapterInfo) => WebgpuBackend;
  };
  const { gpu, version } = await openDawn(require, hardwareOnly);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null)
    throw new AbsentEngine(`webgpu ${version} found no GPU with a Vulkan, Metal or D3D12 driver that it accepts`);
  const device = await adapter.requestDevice({
    requiredFeatures: ['timestamp-query', 'shader-f16', 'subgroups'].filter((name) => adapter.features.has(name)),
    requiredLimits: limitsOf(adapter),
  });
  const watch = watchDevice(device);
  const backend = withNavigator(gpu, () => new WebGPUBackend(device, adapter.info));
  readInNode(backend, watch, SECONDS);
  if (findBackendFactory('webgpu') !== null) removeBackend('webgpu');
  registerBackend('webgpu', () => backend);
  return {
    backend,
    watch,
    detail: `tfjs-backend-webgpu ${version_core} on webgpu ${version} (Dawn), ${gpuName(adapter.info)} with ${adapter.info.description}`,
    identity: `webgpu ${version} on ${gpuName(adapter.info)}`,
    software: isSoftware(adapter.info),
  };
}

/** In a browser, the page imports tfjs's backend, which opens the device. */
async function openInBrowser(): Promise<OpenedWebgpu> {
  if (findBackendFactory('webgpu') === null) {
    throw new AbsentEngine("the page has to import '@tensorflow/tfjs-backend-webgpu' first, in a browser with WebGPU");
  }
  if (!(await setBackend('webgpu'))) throw new AbsentEngine('tfjs found no adapter of WebGPU in this browser');
  checkCanvas();
  const backend = currentBackend() as unknown as WebgpuBackend;
  const adapter = await (navigator as unknown as { gpu: Gpu }).gpu.requestAdapter({
    powerPreference: 'high-performance',
  });
  const info = adapter?.info ?? { vendor: '', architecture: '', device: '', description: '' };
  const watch = watchDevice(backend.device);
  checkReads(backend, watch);
  return {
    backend,
    watch,
    detail: `tfjs-backend-webgpu ${version_core}, ${gpuName(info)}`,
    identity: `webgpu of a browser on ${gpuName(info)}`,
    software: isSoftware(info),
  };
}

/** Runs `make` while `navigator.gpu` is there: tfjs looks for it when a backend is made. Other libraries take its presence for a browser. */
function withNavigator<Value>(gpu: Gpu, make: () => Value): Value {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  try {
    return make();
  } finally {
    if (before === undefined) delete (globalThis as { navigator?: object }).navigator;
    else Object.defineProperty(globalThis, 'navigator', before);
  }
}

function limitsOf(adapter: GpuAdapter): Record<string, number> {
  return Object.fromEntries(
    LIMITS.flatMap((name) => (adapter.limits[name] === undefined ? [] : [[name, adapter.limits[name]]])),
  );
}
