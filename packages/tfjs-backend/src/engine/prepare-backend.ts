import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { callback, checkOptions, integer, matching, text } from '@rs-sam/foundation/options';
import { AbsentEngine } from './absent-engine';
import { EngineUnavailableError, UnknownEngineError } from './engine-errors';
import { type BackendReport, type EngineAttempt, type EngineName, engineNames } from './engine-names';
import { adviseOnce } from './faster-engine';
import { inNode } from './node-require';
import { openEngine } from './open-engine';
import { checkParity } from './parity-check';

/** Options of `prepareBackend`. */
export interface PrepareBackendOptions {
  /** Use this engine or fail. Default: the environment variable `RS_SAM_ENGINE`, else the first that works of tfjs-node-gpu, webgpu, tfjs-node, wasm+onnxruntime, wasm. */
  readonly engine?: EngineName | undefined;
  /** Threads of a native matrix product (`wasm+onnxruntime` only). Default: the processors that this process may use. */
  readonly threads?: number | undefined;
  /** The folder with tfjs's `.wasm` files, in a browser: an address with a slash at its end. Node finds the files by itself. */
  readonly wasmPath?: string | undefined;
  /** Receives each warning. Default: `console.warn`. */
  readonly warn?: ((message: string) => void) | undefined;
}

const FOLDER = 'the address of a folder, with a slash at its end';

const rules = {
  // Checked by `chosenEngine`, as the environment variable is; its error lists the engines.
  engine: matching('an engine', () => true),
  threads: integer(1),
  wasmPath: text(FOLDER),
  warn: callback,
};

/**
 * Selects a TensorFlow.js engine that can train, makes it the current one, and reports which engine it is and why.
 *
 * An engine that is not installed is skipped. An engine that is installed but broken is skipped with a warning. If no engine is chosen by
 * name and onnxruntime-node is not installed, one warning per process gives the command that installs it.
 *
 * @throws EngineUnavailableError when an engine is chosen by name and is unavailable, or when none is available.
 * @throws UnknownEngineError when the name is not in `engineNames`.
 * @throws InvalidOptionError when another option is wrong.
 * @example
 * const report = await prepareBackend();
 * console.log(report.summary);
 */
export async function prepareBackend(options: PrepareBackendOptions = {}): Promise<BackendReport> {
  checkOptions('prepareBackend', rules, options);
  if (options.wasmPath?.endsWith('/') === false) throw new InvalidOptionError('wasmPath', options.wasmPath, FOLDER);
  const { warn = (message: string) => console.warn(message) } = options;
  const { engine: chosen, by } = chosenEngine(options.engine);
  const attempts: EngineAttempt[] = [];

  for (const engine of chosen === undefined ? engineNames : [chosen]) {
    try {
      const { tfjsBackend, detail } = await openEngine(engine, { ...options, warn, byName: chosen !== undefined });
      checkParity();
      attempts.push({ engine, outcome: 'taken', detail });
      if (chosen === undefined && engine === 'wasm' && onnxruntimeIsAbsent(attempts)) adviseOnce(warn);
      const why = chosen === undefined ? firstThatWorks(attempts) : `chosen by ${by}`;
      return { engine, tfjsBackend, summary: `Engine ${engine}: ${detail}; ${why}.`, attempts };
    } catch (error) {
      const absent = error instanceof AbsentEngine;
      const detail = (error as Error).message;
      attempts.push({ engine, outcome: absent ? 'absent' : 'broken', detail });
      // wasm is the last engine.
      if (chosen !== undefined || engine === 'wasm') throw new EngineUnavailableError(engine, detail, { cause: error });
      if (!absent) warn(`The engine ${engine} is installed but cannot be used and is skipped: ${detail}`);
    }
  }
  throw new EngineUnavailableError('wasm', 'it was not tried.');
}

/** The engine that was chosen by name, and how. */
function chosenEngine(option: EngineName | undefined): { engine: EngineName | undefined; by: string } {
  const variable = typeof process === 'undefined' ? undefined : process.env?.RS_SAM_ENGINE;
  const given = option ?? (variable || undefined);
  if (given !== undefined && !engineNames.includes(given as EngineName)) {
    throw new UnknownEngineError(String(given), engineNames);
  }
  return { engine: given as EngineName | undefined, by: option != null ? 'the option engine' : 'RS_SAM_ENGINE' };
}

function onnxruntimeIsAbsent(attempts: readonly EngineAttempt[]): boolean {
  return inNode() && attempts.some(({ engine, outcome }) => engine === 'wasm+onnxruntime' && outcome === 'absent');
}

function firstThatWorks(attempts: readonly EngineAttempt[]): string {
  const skipped = attempts.slice(0, -1).map(({ engine, outcome }) => `${engine} ${outcome}`);
  return skipped.length > 0 ? `the first that works (${skipped.join(', ')})` : 'the first that works';
}
