import { installCommand } from '@rs-sam/foundation/errors';
import { backend as currentBackend, setBackend, version_core } from '@tensorflow/tfjs-core';
import { guardHeap } from '../wasm/guard-heap';
import type { NativeGraphs } from '../wasm/native/native-graphs';
import { onnxruntimeGraphs } from '../wasm/native/onnxruntime-graphs';
import { registerKernels } from '../wasm/register-kernels';
import type { WasmBackend } from '../wasm/wasm-backend';
import { AbsentEngine } from './absent-engine';
import type { EngineName } from './engine-names';
import { inNode, isAbsent, nodeRequire } from './node-require';
import { openTensorflow } from './open-tensorflow';
import type { OpenedEngine } from './opened-engine';
import { explainWasmFailure } from './wasm-file';

/** The options of `prepareBackend` that concern the engine itself. */
export interface OpenEngineOptions {
  readonly threads?: number | undefined;
  readonly wasmPath?: string | undefined;
  readonly warn: (message: string) => void;
  /** The engine was chosen by name: a software renderer will do for `webgpu`. */
  readonly byName?: boolean | undefined;
}

/**
 * Makes the engine tfjs's current one.
 *
 * @throws AbsentEngine if it is not installed; any other error means that it is installed but broken.
 */
export async function openEngine(engine: EngineName, options: OpenEngineOptions): Promise<OpenedEngine> {
  switch (engine) {
    case 'tfjs-node-gpu':
    case 'tfjs-node':
      return openTensorflow(engine, requireOptional);
    case 'webgpu': {
      // Its kernels are as large as the rest of the package.
      const { openWebgpu } = await import('../webgpu/open-webgpu');
      const { detail, identity, software } = await openWebgpu(requireOptional, !options.byName);
      if (software && !options.byName) throw new AbsentEngine(`${identity} computes on the processor`);
      return { tfjsBackend: 'webgpu', detail, identity };
    }
    case 'wasm+onnxruntime': {
      const native = openOnnxruntime(options);
      return openWasm(native, options);
    }
    case 'wasm':
      return openWasm(undefined, options);
  }
}

function openOnnxruntime({ threads, warn }: OpenEngineOptions): NativeGraphs {
  requireOptional('onnxruntime-node');
  return onnxruntimeGraphs(nodeRequire(), threads ?? processors(), warn);
}

async function openWasm(native: NativeGraphs | undefined, { wasmPath }: OpenEngineOptions): Promise<OpenedEngine> {
  await useWasmPath(wasmPath);
  await withoutNewListeners(() => activate('wasm', () => explainWasmFailure(wasmPath)));
  const backend = currentBackend() as unknown as WasmBackend;
  guardHeap(backend);
  registerKernels(backend, native);
  return {
    tfjsBackend: 'wasm',
    detail: `tfjs-backend-wasm ${version_core}${native ? `, large products on ${native.name}` : ''}`,
    identity: native ? 'wasm+onnxruntime' : 'wasm',
  };
}

/** Loads tfjs's wasm engine and tells it the folder of its `.wasm` files. */
async function useWasmPath(wasmPath: string | undefined): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  if (wasmPath === undefined) return;
  try {
    setWasmPaths(wasmPath);
  } catch {
    // After a failed start, for example with a wrong path, tfjs refuses another path until it is reset.
    const { resetWasmPath } = await import('@tensorflow/tfjs-backend-wasm/dist/backend_wasm.js');
    resetWasmPath();
    setWasmPaths(wasmPath);
  }
}

/** `setBackend` that throws on failure: the function of tfjs returns false and prints the reason on the console. */
async function activate(tfjsBackend: string, explainInBrowser?: () => Promise<string>): Promise<void> {
  if (await setBackend(tfjsBackend)) return;
  throw new Error(
    explainInBrowser !== undefined && !inNode()
      ? await explainInBrowser()
      : `tfjs could not initialise its backend "${tfjsBackend}". Is a second copy of @tensorflow/tfjs-core installed?`,
  );
}

/**
 * Removes the process listeners that tfjs's wasm module adds when it starts: they rethrow every uncaught error of the program from the
 * module, so that Node prints 100 kB of minified source before the message.
 */
async function withoutNewListeners(run: () => Promise<void>): Promise<void> {
  if (!inNode()) return run();
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = new Map(events.map((event) => [event, process.listeners(event as 'uncaughtException')]));
  await run();
  for (const event of events) {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before.get(event)?.includes(listener)) process.removeListener(event, listener);
    }
  }
}

/** Loads an optional package, in Node only. */
function requireOptional(name: string): unknown {
  if (!inNode()) throw new AbsentEngine(`${name} needs Node`);
  try {
    return nodeRequire()(name);
  } catch (error) {
    if (isAbsent(error, name)) throw new AbsentEngine(`${name} is not installed. Run: ${commandFor(name)}`);
    throw error;
  }
}

/** The command that installs an engine, with all its packages. */
function commandFor(name: string): string {
  if (name === 'onnxruntime-node') return installCommand(name);
  return `npm install ${name.endsWith('webgpu') ? 'webgpu @tensorflow/tfjs-backend-webgpu' : name}@${version_core}`;
}

function processors(): number {
  return process.getBuiltinModule('node:os').availableParallelism();
}
