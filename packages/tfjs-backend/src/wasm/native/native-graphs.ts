/** A tensor of a graph: row-major values and their shape. The values are a view of the wasm heap, used only during the call. */
export interface NativeTensor {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** Tensors by the names that the graph gives them. */
export type NativeTensors = Readonly<Record<string, NativeTensor>>;

/** What `NativeGraphs.run` computes. */
export interface NativeGraph {
  /** The same name is always the same graph; it is opened once. */
  readonly name: string;
  /** The bytes of its ONNX model. */
  model(): Uint8Array;
  /**
   * True where the graph has large results of its own between inputs and outputs: their memory is kept from one run to the next. Otherwise
   * it is returned after every run.
   */
  readonly keepMemory: boolean;
  /** True where each operation is so small that waiting for a second thread costs as much as it saves. Default false. */
  readonly oneThread?: boolean;
}

/** A native library that runs graphs of tensor operations in place, on the wasm heap. */
export interface NativeGraphs {
  /** Name and version, for the report. */
  readonly name: string;
  /**
   * Runs a graph and writes its outputs.
   *
   * @returns false after a failure: it warns once and never tries again, and the caller computes on wasm.
   */
  run(graph: NativeGraph, inputs: NativeTensors, outputs: NativeTensors): boolean;
}
