/** The engines, in the order in which they are tried. `wasm` is always installed. */
export const engineNames = ['tfjs-node-gpu', 'tfjs-node', 'wasm+onnxruntime', 'wasm'] as const;

/** An engine by name. `wasm+onnxruntime` is `wasm` with large matrix products on onnxruntime-node's native kernels. */
export type EngineName = (typeof engineNames)[number];

/** The result of trying one engine. */
export interface EngineAttempt {
  readonly engine: EngineName;
  /** `absent`: not installed, which is not an error. `broken`: installed and not usable. */
  readonly outcome: 'taken' | 'absent' | 'broken';
  /** Why, in a sentence. */
  readonly detail: string;
}

/** Which engine a program runs on, and why. */
export interface BackendReport {
  readonly engine: EngineName;
  /** The name of the engine's tfjs backend: `tensorflow` or `wasm`. */
  readonly tfjsBackend: string;
  /** One sentence for people: which engine was chosen and why. */
  readonly summary: string;
  /** Every engine that was tried, in order; the last is the chosen one. */
  readonly attempts: readonly EngineAttempt[];
}
