/** The engines, in the order in which they are tried. `wasm` is always installed. */
export const engineNames = ['tfjs-node-gpu', 'webgpu', 'tfjs-node', 'wasm+onnxruntime', 'wasm'] as const;

/** An engine by name. `wasm+onnxruntime` is `wasm` with large matrix products on onnxruntime-node's native kernels. */
export type EngineName = (typeof engineNames)[number];

/** The result of trying one engine. */
export interface EngineAttempt {
  readonly engine: EngineName;
  /** `absent`: not installed, which is not an error. `broken`: installed, but not usable. */
  readonly outcome: 'taken' | 'absent' | 'broken';
  /** The reason, in a sentence. */
  readonly detail: string;
}

/** The chosen engine, and the reason. */
export interface BackendReport {
  readonly engine: EngineName;
  /** The name of the engine's tfjs backend: `tensorflow`, `webgpu` or `wasm`. */
  readonly tfjsBackend: string;
  /** The engine and the reason, in one sentence. */
  readonly summary: string;
  /** Every engine that was tried, in order; the last is the chosen one. */
  readonly attempts: readonly EngineAttempt[];
}
