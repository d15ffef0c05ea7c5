import { AbsentEngine } from '../engine/absent-engine';
import { type NodeRequire, resolveInNode } from '../engine/node-require';
import { captureEventPump } from './event-pump';
import { findGpu } from './find-gpu';
import type { Gpu } from './webgpu-backend';

/** The package `webgpu`: Dawn's binding for Node. */
interface Dawn {
  create(flags: readonly string[]): Gpu;
  readonly globals: Readonly<Record<string, unknown>>;
}

/** WebGPU in Node, and the version of the package `webgpu`. */
export interface OpenedDawn {
  readonly gpu: Gpu;
  readonly version: string;
}

/** Kept until the process ends: Dawn's objects must not be collected while a device is in use. */
let opened: OpenedDawn | undefined;

/**
 * WebGPU in Node. The classes and constants that its specification makes global become global.
 *
 * @param hardwareOnly a GPU is looked for first, without a word of Dawn's on the error output.
 * @throws AbsentEngine if the loader of Vulkan is missing on Linux: Dawn would print a warning on every start, and find no adapter.
 */
export async function openDawn(require: NodeRequire, hardwareOnly: boolean): Promise<OpenedDawn> {
  if (opened !== undefined) return opened;
  const { create, globals } = require('webgpu') as Dawn;
  const { version } = require('webgpu/package.json') as { version: string };
  const missing = missingVulkan();
  if (missing !== undefined) throw new AbsentEngine(`no GPU driver was found: ${missing}`);
  if (hardwareOnly) await findGpu(resolveInNode('webgpu'));
  captureEventPump();
  for (const [name, value] of Object.entries(globals)) {
    if (!(name in globalThis)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  opened = { gpu: create([]), version };
  return opened;
}

/** The loader's message if the library of Vulkan, which Dawn uses on Linux, cannot be loaded. */
function missingVulkan(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    process.dlopen({ exports: {} }, 'libvulkan.so.1');
  } catch (error) {
    const { message } = error as Error;
    // A library that is found is no module of Node, which is another error.
    if (message.includes('cannot open shared object file')) return message;
  }
  return undefined;
}
