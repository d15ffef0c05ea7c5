/*
 * Two kernels that an engine may have: the steps of a GRU, of which each needs the state of the one before. `@rs-sam/text-encoder` uses
 * them if they are registered, and otherwise computes the same with tfjs's operations. `prepareBackend` registers them for
 * `wasm+onnxruntime`. Both return no tensor at all after a failure of the library; the caller then uses tfjs's operations.
 *
 * R rows: those of the first step of all sequences, then those of the second, and so on. Steps of one run have the same number of
 * sequences; those of a later run have fewer, the first ones. A sequence without a step before has h₋ = 0. For each step in the order in
 * which they are read:
 *
 *   [z, r] = σ(gateInputs + h₋ U)
 *   q = h₋ U_c + b'_c,  c = tanh(candidateInputs + r ⊙ q)            resetAfter
 *   q = h₋,             c = tanh(candidateInputs + (r ⊙ h₋) U_c)     otherwise
 *   h = c + z ⊙ (h₋ − c)
 */

/** Name of the forward kernel. Its outputs are h, h₋, z, r, c and q, each [R, H]. */
export type GruStepsKernel = 'GruSteps';

/** Inputs of the forward kernel. `TensorLike` is tfjs's TensorInfo or Tensor. */
export interface GruStepsInputs<TensorLike> {
  /** [R, 2H]: x W + b of update and reset gate. */
  readonly gateInputs: TensorLike;
  /** [R, H]: x W_c + b_c of the candidate. */
  readonly candidateInputs: TensorLike;
  /** U, [H, 2H] */
  readonly gateKernel: TensorLike;
  /** U_c, [H, H] */
  readonly candidateKernel: TensorLike;
  /** b'_c, [H]; only with `resetAfter`. */
  readonly candidateBias?: TensorLike | undefined;
}

/** Consecutive steps of the same sequences. */
export interface GruStepRun {
  readonly steps: number;
  /** How many sequences have these steps. */
  readonly batch: number;
}

/** Attributes of both kernels. */
export interface GruStepsAttributes {
  /** From the first step to the last. */
  readonly runs: readonly GruStepRun[];
  /** Whether the last step is read first. */
  readonly reversed: boolean;
  readonly resetAfter: boolean;
}

/**
 * Name of the gradient kernel. Its outputs are ∂[z', r'] [R, 2H] and ∂c' [R, H], the gradients of the arguments of σ and tanh:
 *
 *   δ = dStates + ∂h₋ of the step read after it,  ∂c' = δ ⊙ toCandidate,  ∂z' = δ ⊙ toUpdate
 *   ∂q = ∂c' ⊙ r,      ∂r' = ∂c' ⊙ toReset,  ∂h₋ = δ ⊙ z + [∂z', ∂r'] Uᵀ + ∂q U_cᵀ     resetAfter
 *   ∂q = ∂c' U_cᵀ,     ∂r' = ∂q ⊙ toReset,   ∂h₋ = δ ⊙ z + [∂z', ∂r'] Uᵀ + ∂q ⊙ r      otherwise
 */
export type GruStepsGradientKernel = 'GruStepsGrad';

/** Inputs of the gradient kernel: kernels as in the forward kernel, the others [R, H]. */
export interface GruStepsGradientInputs<TensorLike> {
  readonly dStates: TensorLike;
  readonly update: TensorLike;
  readonly reset: TensorLike;
  /** (1 − z)(1 − c²) */
  readonly toCandidate: TensorLike;
  /** (h₋ − c) z (1 − z) */
  readonly toUpdate: TensorLike;
  /** q r (1 − r) */
  readonly toReset: TensorLike;
  readonly gateKernel: TensorLike;
  readonly candidateKernel: TensorLike;
}

/**
 * Name of another gradient kernel, with the same outputs. It takes what the forward kernel returned instead of the factors, which saves ten
 * passes over memory where a call costs more than the work. `prepareBackend` registers it for `webgpu`.
 */
export type GruTraceGradientKernel = 'GruTraceGrad';

/** Its inputs: `dStates` and the outputs of the forward kernel but h, each [R, H], and the kernels. */
export interface GruTraceGradientInputs<TensorLike> {
  readonly dStates: TensorLike;
  /** h₋ */
  readonly previous: TensorLike;
  /** z */
  readonly update: TensorLike;
  /** r */
  readonly reset: TensorLike;
  /** c */
  readonly candidate: TensorLike;
  /** q */
  readonly operand: TensorLike;
  readonly gateKernel: TensorLike;
  readonly candidateKernel: TensorLike;
}
