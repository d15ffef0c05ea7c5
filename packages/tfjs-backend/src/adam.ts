import {
  AdamOptimizer,
  engine,
  getBackend,
  getKernel,
  mul,
  type Scalar,
  type Tensor,
  tidy,
  type Variable,
  variable,
  zerosLike,
} from '@tensorflow/tfjs-core';

/** Options of `adam`; the defaults are those of the literature and of tfjs. */
export interface AdamOptions {
  /** Default 1e-3. */
  readonly learningRate?: number;
  /** Decay of the first moment. Default 0.9. */
  readonly beta1?: number;
  /** Decay of the second moment. Default 0.999. */
  readonly beta2?: number;
  /** Added to the root of the second moment. Default 1e-7. */
  readonly epsilon?: number;
}

/** What the base class keeps for a variable; it declares these fields private. */
interface AdamState {
  readonly accBeta1: Variable & Scalar;
  readonly accBeta2: Variable & Scalar;
  readonly accumulatedFirstMoment: Moment[];
  readonly accumulatedSecondMoment: Moment[];
}

interface Moment {
  readonly originalName: string;
  readonly variable: Variable;
}

const KERNEL = 'AdamUpdate';

/**
 * `w ← w − η m̂ / (√v̂ + ε)` (Kingma and Ba 2015): tfjs's own Adam, with its state and its `getWeights`, whose update is one pass
 * over memory where the engine has a kernel for it. The composed one makes a dozen, which at paper size is a tenth of a step.
 */
export function adam({
  learningRate = 1e-3,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-7,
}: AdamOptions = {}): AdamOptimizer {
  return new OnePassAdam(learningRate, beta1, beta2, epsilon);
}

class OnePassAdam extends AdamOptimizer {
  override applyGradients(gradients: Parameters<AdamOptimizer['applyGradients']>[0]): void {
    if (getKernel(KERNEL, getBackend()) === undefined) {
      super.applyGradients(gradients);
      return;
    }
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    const { accBeta1, accBeta2, accumulatedFirstMoment, accumulatedSecondMoment } = this as unknown as AdamState;
    // The accumulators hold β₁ᵗ and β₂ᵗ of the step to come.
    const rate = this.learningRate / (1 - (accBeta1.dataSync()[0] as number));
    const correction = 1 - (accBeta2.dataSync()[0] as number);
    tidy(() => {
      named.forEach(({ name, tensor: gradient }, i) => {
        const value = engine().registeredVariables[name] as Variable;
        accumulatedFirstMoment[i] ??= momentOf(value, `${name}/m`);
        accumulatedSecondMoment[i] ??= momentOf(value, `${name}/v`);
        if (gradient == null) return;
        const [first, second] = [accumulatedFirstMoment[i].variable, accumulatedSecondMoment[i].variable];
        const attributes = { beta1: this.beta1, beta2: this.beta2, rate, correction, epsilon: this.epsilon ?? 1e-7 };
        const updated = engine().runKernel(KERNEL, { value, gradient, first, second }, attributes) as Tensor[];
        [value, first, second].forEach((target, part) => {
          target.assign(updated[part] as Tensor);
        });
      });
      accBeta1.assign(mul(accBeta1, this.beta1));
      accBeta2.assign(mul(accBeta2, this.beta2));
    });
    this.incrementIterations();
  }
}

function momentOf(value: Variable, originalName: string): Moment {
  return { originalName, variable: tidy(() => variable(zerosLike(value), false)) };
}
