import { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
import { checkOptions, nonNegative, positive, rate } from '@rs-sam/foundation/options';
import {
  AdamOptimizer,
  clone,
  engine,
  mul,
  type Scalar,
  scalar,
  type Tensor,
  tidy,
  type Variable,
  variable,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { hasKernel } from '../engine/has-kernel';
import type { AdamStepAttributes, AdamStepKernel } from '../training-step-kernels';
import { numberedInputs } from './numbered-inputs';
import { ownBuffers } from './own-buffers';

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

const rules = { learningRate: nonNegative, beta1: rate, beta2: rate, epsilon: positive };

/** A saved state of Adam lacks a tensor. */
export class AdamStateError extends RsSamError {
  override readonly name = 'AdamStateError';
  override readonly code = 'RS_SAM_ADAM_STATE';

  constructor(
    /** The missing tensor, as `first_moment/3`. */
    readonly missing: string,
  ) {
    super(`The state of Adam lacks ${missing}. Pass a state that state() of the same kind of optimiser returned.`);
  }
}

/**
 * tfjs's Adam with a state that can be resumed bit for bit. `setWeights` of the base class computes βᵗ again as a power, which differs
 * in the last bit from the product that training computed.
 */
export interface ResumableAdam extends AdamOptimizer {
  /**
   * Takes effect with the next step.
   *
   * @throws InvalidOptionError unless it is a number that is not negative.
   */
  setLearningRate(learningRate: number): void;
  /** `applyGradients` with every gradient times a scalar of the engine, as `gradientScale` gives it. */
  applyScaled(gradients: readonly NamedTensor[], scale: Scalar): void;
  /**
   * The tensors that an update uses, by name. The optimiser owns them: copy them, do not dispose them. The moments are in the order of the
   * gradients.
   */
  state(): Readonly<Record<string, Tensor>>;
  /**
   * Resumes from a copy of a state.
   *
   * @throws AdamStateError where a tensor is missing.
   */
  restore(state: Readonly<Record<string, Tensor>>): void;
}

/** A gradient under the name of its variable. */
interface NamedTensor {
  readonly name: string;
  readonly tensor: Tensor;
}

/** The state of the base class, which declares these fields private. */
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
const STEP: AdamStepKernel = 'AdamStep';

/**
 * `w ← w − η m̂ / (√v̂ + ε)` (Kingma and Ba 2015): tfjs's Adam, with its state and its `getWeights`. If the engine has a kernel for it, the
 * update is one pass over memory. tfjs needs a dozen passes, which at paper size take a tenth of a step.
 *
 * @throws InvalidOptionError for a wrong option, and for a number: write `adam({ learningRate: 0.005 })`.
 */
export function adam(options: AdamOptions = {}): ResumableAdam {
  if (typeof options === 'number') {
    throw new InvalidOptionError('options of adam', options, `an object: adam({ learningRate: ${options} })`);
  }
  checkOptions('adam', rules, options);
  const { learningRate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options;
  return new OnePassAdam(learningRate, beta1, beta2, epsilon);
}

class OnePassAdam extends AdamOptimizer implements ResumableAdam {
  /** β₁ᵗ and β₂ᵗ of the next step, while the step is a kernel that changes the weights in place; undefined before the first one. */
  private powers: [number, number] | undefined;

  setLearningRate(learningRate: number): void {
    // undefined would pass as an omitted option.
    checkOptions('setLearningRate', rules, { learningRate: learningRate ?? null });
    this.learningRate = learningRate;
  }

  state(): Record<string, Tensor> {
    const { accBeta1, accBeta2, accumulatedFirstMoment, accumulatedSecondMoment } = this as unknown as AdamState;
    if (this.powers !== undefined) {
      const [power1, power2] = this.powers;
      tidy(() => {
        accBeta1.assign(scalar(power1));
        accBeta2.assign(scalar(power2));
      });
    }
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
        if (tensor === undefined) throw new AdamStateError(`${name}/${i}`);
        return { originalName: `${name}/${i}`, variable: tidy(() => variable(clone(tensor), false)) };
      });
    if (power1 === undefined) throw new AdamStateError('beta1_power');
    if (power2 === undefined) throw new AdamStateError('beta2_power');
    const [first, second] = [momentsOf('first_moment'), momentsOf('second_moment')];
    for (const { variable: old } of [...own.accumulatedFirstMoment, ...own.accumulatedSecondMoment]) old.dispose();
    own.accumulatedFirstMoment = first;
    own.accumulatedSecondMoment = second;
    own.accBeta1.assign(power1 as Scalar);
    own.accBeta2.assign(power2 as Scalar);
    this.powers = undefined;
  }

  applyScaled(gradients: readonly NamedTensor[], scale: Scalar): void {
    if (hasKernel(STEP)) {
      this.stepInPlace(gradients, scale);
      return;
    }
    tidy(() => this.applyGradients(gradients.map(({ name, tensor }) => ({ name, tensor: mul(tensor, scale) }))));
  }

  override applyGradients(gradients: Parameters<AdamOptimizer['applyGradients']>[0]): void {
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
    if (hasKernel(STEP)) {
      tidy(() => this.stepInPlace(named, scalar(1)));
      return;
    }
    if (!hasKernel(KERNEL)) {
      super.applyGradients(gradients);
      return;
    }
    const { accBeta1, accBeta2, accumulatedFirstMoment, accumulatedSecondMoment } = this as unknown as AdamState;
    // The accumulators hold β₁ᵗ and β₂ᵗ of the next step.
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

  /** One step as a kernel for all weights, which changes them and their moments in place. Nothing is read from the engine. */
  private stepInPlace(gradients: readonly NamedTensor[], scale: Scalar): void {
    const { accBeta1, accBeta2, accumulatedFirstMoment, accumulatedSecondMoment } = this as unknown as AdamState;
    this.powers ??= [accBeta1, accBeta2].map((power) => power.dataSync()[0]) as [number, number];
    const [power1, power2] = this.powers;
    const items = gradients.flatMap(({ name, tensor: gradient }, i) => {
      const value = engine().registeredVariables[name] as Variable;
      accumulatedFirstMoment[i] ??= momentOf(value, `${name}/m`);
      accumulatedSecondMoment[i] ??= momentOf(value, `${name}/v`);
      if (gradient == null) return [];
      const [first, second] = [accumulatedFirstMoment[i].variable, accumulatedSecondMoment[i].variable];
      ownBuffers([value, first, second]);
      return [{ value, gradient, first, second }];
    });
    const attributes: AdamStepAttributes = {
      ...{ count: items.length, beta1: this.beta1, beta2: this.beta2, epsilon: this.epsilon ?? 1e-7 },
      ...{ rate: this.learningRate / (1 - power1), correction: 1 - power2 },
    };
    engine().runKernel(STEP, { scale, ...numberedInputs(items) }, { ...attributes });
    // The products of tfjs's own step, in single precision.
    this.powers = [Math.fround(power1 * Math.fround(this.beta1)), Math.fround(power2 * Math.fround(this.beta2))];
    this.incrementIterations();
  }
}

function momentOf(value: Variable, originalName: string): Moment {
  return { originalName, variable: tidy(() => variable(zerosLike(value), false)) };
}
