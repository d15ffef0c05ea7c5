/** The engines, in the order in which they are tried. `wasm` is the one that is always there. */
export const engineNames = ['tfjs-node-gpu', 'tfjs-node', 'wasm+onnxruntime', 'wasm'] as const;

/** An engine by name. `wasm+onnxruntime` is `wasm` with large matrix products on onnxruntime-node's native kernels. */
export type EngineName = (typeof engineNames)[number];

/** What became of one engine when it was its turn. */
export interface EngineAttempt {
  readonly engine: EngineName;
  /** `absent`: not installed here, which is no error. `broken`: installed and not usable. */
  readonly outcome: 'taken' | 'absent' | 'broken';
  /** Why, in a sentence. */
  readonly detail: string;
}

/** Which engine a program runs on, and why. */
export interface BackendReport {
  readonly engine: EngineName;
  /** The name tfjs knows it by: `tensorflow` or `wasm`. */
  readonly tfjsBackend: string;
  /** One sentence for people: what was taken and why. */
  readonly summary: string;
  /** Every engine that was tried, in order; the last is the one taken. */
  readonly attempts: readonly EngineAttempt[];
}
