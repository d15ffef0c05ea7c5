import { backend as currentBackend, setBackend, version_core } from '@tensorflow/tfjs-core';
import type { EngineName } from './engine';
import { inNode, isAbsent, nodeRequire } from './node-require';
import { guardHeap } from './wasm/guard-heap';
import type { MatMulEngine } from './wasm/mat-mul-engine';
import { onnxruntimeMatMul } from './wasm/onnxruntime-mat-mul';
import { registerKernels } from './wasm/register-kernels';
import type { WasmBackend } from './wasm/wasm-backend';

/** An optional engine that is not installed, or that this platform cannot have. */
export class AbsentEngine extends Error {
  override readonly name = 'AbsentEngine';
}

/** What opening an engine needs. */
export interface OpenEngineOptions {
  readonly threads?: number | undefined;
  readonly wasmPath?: string | undefined;
  readonly warn: (message: string) => void;
}

/**
 * Makes that engine tfjs's current one.
 *
 * @throws AbsentEngine where it is not installed; any other error means that it is there and broken.
 */
export async function openEngine(
  engine: EngineName,
  options: OpenEngineOptions,
): Promise<{ tfjsBackend: string; detail: string }> {
  switch (engine) {
    case 'tfjs-node-gpu':
    case 'tfjs-node':
      return openTensorflow(engine);
    case 'wasm+onnxruntime': {
      const native = openOnnxruntime(options);
      return openWasm(native, options);
    }
    case 'wasm':
      return openWasm(undefined, options);
  }
}

async function openTensorflow(engine: 'tfjs-node-gpu' | 'tfjs-node'): Promise<{ tfjsBackend: string; detail: string }> {
  const name = `@tensorflow/${engine}`;
  requireOptional(name);
  await activate('tensorflow');
  return { tfjsBackend: 'tensorflow', detail: `${name} with tfjs ${version_core}` };
}

function openOnnxruntime({ threads, warn }: OpenEngineOptions): MatMulEngine {
  requireOptional('onnxruntime-node');
  return onnxruntimeMatMul(nodeRequire(), threads ?? processors(), warn);
}

async function openWasm(
  native: MatMulEngine | undefined,
  { wasmPath }: OpenEngineOptions,
): Promise<{ tfjsBackend: string; detail: string }> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  if (wasmPath !== undefined) setWasmPaths(wasmPath);
  await withoutNewListeners(() => activate('wasm'));
  const backend = currentBackend() as unknown as WasmBackend;
  guardHeap(backend);
  registerKernels(backend, native);
  return {
    tfjsBackend: 'wasm',
    detail: `tfjs-backend-wasm ${version_core}${native ? `, large products on ${native.name}` : ''}`,
  };
}

/** `setBackend`, whose failure is an exception here: it answers false, and tfjs says why only on the console. */
async function activate(tfjsBackend: string): Promise<void> {
  if (!(await setBackend(tfjsBackend))) {
    throw new Error(
      `tfjs could not initialise its backend "${tfjsBackend}" (is there a second copy of @tensorflow/tfjs-core?)`,
    );
  }
}

/**
 * Takes back the process listeners that tfjs's wasm module adds when it starts: they rethrow every uncaught error of the program
 * from within the module, so that Node prints a hundred kilobytes of its minified source before the message.
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

/** Loads an optional package of Node's. */
function requireOptional(name: string): void {
  if (!inNode()) throw new AbsentEngine(`${name} needs Node`);
  try {
    nodeRequire()(name);
  } catch (error) {
    if (isAbsent(error, name)) throw new AbsentEngine(`${name} is not installed`);
    throw error;
  }
}

function processors(): number {
  return process.getBuiltinModule('node:os').availableParallelism();
}
