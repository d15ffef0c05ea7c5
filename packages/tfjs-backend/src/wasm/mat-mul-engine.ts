/** One operand of a product: row-major values, `[..., rows, columns]`. */
export interface MatMulOperand {
  readonly values: Float32Array;
  readonly shape: readonly number[];
  readonly transpose: boolean;
}

/** A native library that multiplies matrices where they lie. */
export interface MatMulEngine {
  /** What it is, for the report: name and version. */
  readonly name: string;
  /**
   * Writes `a b` into `output`. The views are into the wasm heap and are used only during the call.
   *
   * @returns false where it could not, and the caller multiplies otherwise; it has then warned once and will not try again.
   */
  multiply(
    a: MatMulOperand,
    b: MatMulOperand,
    output: { readonly values: Float32Array; readonly shape: readonly number[] },
  ): boolean;
}
