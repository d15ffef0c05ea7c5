import { type BackendReport, type EngineAttempt, type EngineName, engineNames } from './engine';
import { EngineUnavailableError, UnknownEngineError } from './errors';
import { AbsentEngine, openEngine } from './open-engine';
import { checkParity } from './parity-check';

/** Options of `prepareBackend`. */
export interface PrepareBackendOptions {
  /** Take this engine or fail. Default: the environment variable `RS_SAM_ENGINE`, else the first that works of tfjs-node-gpu, tfjs-node, wasm+onnxruntime, wasm. */
  readonly engine?: EngineName | undefined;
  /** Threads of a native matrix product (`wasm+onnxruntime` only). Default: the processors that this process may use. */
  readonly threads?: number | undefined;
  /** Where a browser finds tfjs's `.wasm` files: a folder's address with a slash at its end. Node finds them by itself. */
  readonly wasmPath?: string | undefined;
  /** Takes each warning. Default: `console.warn`. */
  readonly warn?: ((message: string) => void) | undefined;
}

/**
 * Makes a TensorFlow.js engine that can train the current one, and says which one it is and why.
 *
 * An engine that is not installed is passed over in silence; one that is installed and broken is named in a warning and passed over.
 *
 * @throws EngineUnavailableError when an engine is asked for by name and cannot be had.
 * @throws UnknownEngineError when the name is none of ours.
 * @example
 * const report = await prepareBackend();
 * console.log(report.summary);
 */
export async function prepareBackend(options: PrepareBackendOptions = {}): Promise<BackendReport> {
  const { warn = (message: string) => console.warn(message) } = options;
  const { engine: forced, by } = forcedEngine(options.engine);
  const attempts: EngineAttempt[] = [];

  for (const engine of forced === undefined ? engineNames : [forced]) {
    try {
      const { tfjsBackend, detail } = await openEngine(engine, { ...options, warn });
      checkParity();
      attempts.push({ engine, outcome: 'taken', detail });
      return { engine, tfjsBackend, summary: summaryOf(engine, detail, by, attempts), attempts };
    } catch (error) {
      const absent = error instanceof AbsentEngine;
      const detail = (error as Error).message;
      if (forced !== undefined) throw new EngineUnavailableError(engine, detail);
      if (!absent) warn(`The engine ${engine} is installed but cannot be used and is passed over: ${detail}`);
      attempts.push({ engine, outcome: absent ? 'absent' : 'broken', detail });
    }
  }
  throw new EngineUnavailableError('wasm', attempts.at(-1)?.detail ?? 'it was not tried');
}

/** The engine that was asked for, and who asked. */
function forcedEngine(option: EngineName | undefined): { engine: EngineName | undefined; by: string } {
  const variable = typeof process === 'undefined' ? undefined : process.env?.RS_SAM_ENGINE;
  const given = option ?? (variable || undefined);
  if (given !== undefined && !engineNames.includes(given as EngineName))
    throw new UnknownEngineError(given, engineNames);
  return { engine: given as EngineName | undefined, by: option !== undefined ? 'the option engine' : 'RS_SAM_ENGINE' };
}

function summaryOf(engine: EngineName, detail: string, by: string, attempts: readonly EngineAttempt[]): string {
  const passed = attempts.slice(0, -1).map(({ engine: name, outcome }) => `${name} ${outcome}`);
  const why =
    passed.length > 0
      ? `the first that works (${passed.join(', ')})`
      : engine === engineNames[0]
        ? 'the first that works'
        : `asked for by ${by}`;
  return `Engine ${engine}: ${detail}; ${why}.`;
}
