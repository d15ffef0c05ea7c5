/** One operand of a product: row-major values, `[..., rows, columns]`. */
export interface MatMulOperand {
  readonly values: Float32Array;
  readonly shape: readonly number[];
  readonly transpose: boolean;
}

/** A native library that multiplies matrices in place, on the wasm heap. */
export interface MatMulEngine {
  /** Name and version, for the report. */
  readonly name: string;
  /**
   * Writes `a b` into `output`. The views are into the wasm heap and are used only during the call.
   *
   * @returns false after a failure: it warns once and never tries again, and the caller multiplies on wasm.
   */
  multiply(
    a: MatMulOperand,
    b: MatMulOperand,
    output: { readonly values: Float32Array; readonly shape: readonly number[] },
  ): boolean;
}
