import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { callback, checkOptions, integer, matching, oneOf, text } from '@rs-sam/foundation/options';
import { AbsentEngine } from './absent-engine';
import { EngineUnavailableError, UnknownEngineError } from './engine-errors';
import { type BackendReport, type EngineAttempt, type EngineName, engineNames } from './engine-names';
import { adviseOnce } from './faster-engine';
import { inNode } from './node-require';
import { openEngine } from './open-engine';
import type { OpenedEngine } from './opened-engine';
import { checkParity } from './parity-check';
import { secondsOfStep, type TrialDirection } from './trial-step';

/** Options of `prepareBackend`. */
export interface PrepareBackendOptions {
  /**
   * Use this engine or fail. Default: the environment variable `RS_SAM_ENGINE`, else the fastest of those that work of tfjs-node-gpu, webgpu,
   * tfjs-node, and the first that works of wasm+onnxruntime and wasm.
   */
  readonly engine?: EngineName | undefined;
  /** The direction of SAM that is going to be computed: which engine is the fastest can depend on it. Default: both. */
  readonly direction?: 'i2t' | 't2i' | undefined;
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
  direction: oneOf(['i2t', 't2i']),
  threads: integer(1),
  wasmPath: text(FOLDER),
  warn: callback,
};

/**
 * Selects a TensorFlow.js engine that can train, makes it the current one, and reports which engine it is and why.
 *
 * An engine that is not installed is skipped, and so is `webgpu` where WebGPU finds only a software renderer. An engine that is installed but
 * broken is skipped with a warning. Where more than one of tfjs-node-gpu, webgpu, tfjs-node and wasm works, each makes a few trial steps, in
 * about a second, and the fastest is taken. If no engine is chosen by name and onnxruntime-node is not installed, one warning per process gives the command that installs it.
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
  const openOptions = { ...options, warn, byName: chosen !== undefined };
  const attempts: EngineAttempt[] = [];
  const usable: Candidate[] = [];

  for (const engine of chosen === undefined ? engineNames : [chosen]) {
    try {
      const opened = await openEngine(engine, openOptions);
      checkParity();
      // The time of the only usable engine would not be compared with anything.
      const isLast = chosen !== undefined || isWasm(engine);
      const seconds = isLast && usable.length === 0 ? 0 : secondsOfTrial(options.direction);
      usable.push({ ...opened, engine, seconds });
      attempts.push({ engine, outcome: 'taken', detail: opened.detail });
      if (isLast) break;
    } catch (error) {
      const absent = error instanceof AbsentEngine;
      const detail = (error as Error).message;
      attempts.push({ engine, outcome: absent ? 'absent' : 'broken', detail });
      if (chosen !== undefined) throw new EngineUnavailableError(engine, detail, { cause: error });
      if (!absent) warn(`The engine ${engine} is installed but cannot be used and is skipped: ${detail}`);
      if (engine === 'wasm' && usable.length === 0) throw new EngineUnavailableError(engine, detail, { cause: error });
    }
  }
  const [fastest, ...slower] = usable.toSorted((a, b) => a.seconds - b.seconds) as [Candidate, ...Candidate[]];
  // The engine that was opened last is the current one.
  if (fastest !== usable.at(-1)) await openEngine(fastest.engine, openOptions);
  if (chosen === undefined && fastest.engine === 'wasm' && onnxruntimeIsAbsent(attempts)) adviseOnce(warn);
  for (const { engine, detail, seconds } of slower) {
    const at = attempts.findIndex((attempt) => attempt.engine === engine);
    attempts[at] = { engine, outcome: 'slower', detail: `${detail}: ${inSeconds(seconds)} for a trial step` };
  }
  const why = chosen === undefined ? reason(fastest, slower, attempts) : `chosen by ${by}`;
  const { engine, tfjsBackend, detail, identity } = fastest;
  return { engine, tfjsBackend, identity, summary: `Engine ${engine}: ${detail}; ${why}.`, attempts };
}

/** An engine that works, and the seconds of its trial step. */
interface Candidate extends OpenedEngine {
  readonly engine: EngineName;
  readonly seconds: number;
}

function isWasm(engine: EngineName): boolean {
  return engine === 'wasm+onnxruntime' || engine === 'wasm';
}

/** Seconds of a step in the direction, or of both. */
function secondsOfTrial(direction: TrialDirection | undefined): number {
  return direction === undefined ? secondsOfStep('i2t') + secondsOfStep('t2i') : secondsOfStep(direction);
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

/** Why the engine was taken that no name was given for. */
function reason(fastest: Candidate, slower: readonly Candidate[], attempts: readonly EngineAttempt[]): string {
  const unusable = attempts.filter(({ outcome }) => outcome === 'absent' || outcome === 'broken');
  const skipped =
    unusable.length > 0 ? ` (${unusable.map(({ engine, outcome }) => `${engine} ${outcome}`).join(', ')})` : '';
  if (slower.length === 0) return `the first that works${skipped}`;
  const others = slower.map(({ engine, seconds }) => `${inSeconds(seconds)} on ${engine}`).join(', ');
  return `the fastest: a trial step takes ${inSeconds(fastest.seconds)}, and ${others}${skipped}`;
}

function inSeconds(seconds: number): string {
  return `${seconds.toFixed(3)} s`;
}
