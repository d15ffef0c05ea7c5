/** The engines, in the order in which they are tried. In Node, `wasm` is always installed. */
export const engineNames = ['tfjs-node-gpu', 'webgpu', 'tfjs-node', 'wasm+onnxruntime', 'wasm'] as const;

/** An engine by name. `wasm+onnxruntime` is `wasm` with large matrix products on onnxruntime-node's native kernels. */
export type EngineName = (typeof engineNames)[number];

/** The result of trying one engine. */
export interface EngineAttempt {
  readonly engine: EngineName;
  /** `slower`: usable, but a trial step took longer. `absent`: not installed or no GPU, which is not an error. `broken`: installed, but not usable. */
  readonly outcome: 'taken' | 'slower' | 'absent' | 'broken';
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
  /** The engine with the versions that its numbers depend on, for records: for example `webgpu 0.6.2 on nvidia-h200`, or `wasm`. */
  readonly identity: string;
  /** Every engine that was tried, in order; one is taken. */
  readonly attempts: readonly EngineAttempt[];
}
