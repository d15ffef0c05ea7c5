import {
  AdamOptimizer,
  clone,
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

/**
 * tfjs's Adam with a state that goes on bit for bit. `setWeights` of the base class computes βᵗ anew, which differs in the last
 * bit from the product that training made.
 */
export interface ResumableAdam extends AdamOptimizer {
  /** Takes effect with the next step. */
  setLearningRate(learningRate: number): void;
  /** The tensors that an update rests on, by name; they stay the optimiser's own. Moments have the order of the gradients. */
  state(): Readonly<Record<string, Tensor>>;
  /**
   * Goes on from a copy of a state.
   *
   * @throws RangeError when the state holds no such tensors.
   */
  restore(state: Readonly<Record<string, Tensor>>): void;
}

/** What the base class keeps for a variable; it declares these fields private. */
interface AdamState {
  readonly accBeta1: Variable & Scalar;
  readonly accBeta2: Variable & Scalar;
  accumulatedFirstMoment: Moment[];
  accumulatedSecondMoment: Moment[];
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
}: AdamOptions = {}): ResumableAdam {
  return new OnePassAdam(learningRate, beta1, beta2, epsilon);
}

class OnePassAdam extends AdamOptimizer implements ResumableAdam {
  setLearningRate(learningRate: number): void {
    this.learningRate = learningRate;
  }

  state(): Record<string, Tensor> {
    const { accBeta1, accBeta2, accumulatedFirstMoment, accumulatedSecondMoment } = this as unknown as AdamState;
    const named = (name: string, moments: readonly Moment[]) =>
      moments.map(({ variable }, i) => [`${name}/${i}`, variable] as const);
    return Object.fromEntries<Tensor>([
      ['beta1_power', accBeta1],
      ['beta2_power', accBeta2],
      ...named('first_moment', accumulatedFirstMoment),
      ...named('second_moment', accumulatedSecondMoment),
    ]);
  }

  restore(state: Readonly<Record<string, Tensor>>): void {
    const own = this as unknown as AdamState;
    const { beta1_power: power1, beta2_power: power2, ...moments } = state;
    const count = Object.keys(moments).length / 2;
    const momentsOf = (name: string): Moment[] =>
      Array.from({ length: count }, (_, i) => {
        const tensor = moments[`${name}/${i}`];
        if (tensor === undefined) throw new RangeError(`The state of Adam lacks ${name}/${i}.`);
        return { originalName: `${name}/${i}`, variable: tidy(() => variable(clone(tensor), false)) };
      });
    if (power1 === undefined || power2 === undefined) throw new RangeError('The state of Adam lacks the powers of β.');
    const [first, second] = [momentsOf('first_moment'), momentsOf('second_moment')];
    for (const { variable: old } of [...own.accumulatedFirstMoment, ...own.accumulatedSecondMoment]) old.dispose();
    own.accumulatedFirstMoment = first;
    own.accumulatedSecondMoment = second;
    own.accBeta1.assign(power1 as Scalar);
    own.accBeta2.assign(power2 as Scalar);
  }

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
