import type { NamedWeight } from '@rs-sam/models';
import { moveAverages } from '@rs-sam/tfjs-backend';
import { clone, tidy, type Variable, variable } from '@tensorflow/tfjs-core';

/**
 * `θ̄ ← d θ̄ + (1 − d) θ` after each step, with θ̄ = θ before the first: an exponential moving average (EMA) of the weights (Polyak and
 * Juditsky 1992; Tarvainen and Valpola 2017). It averages over about the last 1 / (1 − d) steps, and costs one pass over memory.
 */
export class WeightAverages {
  /** θ̄, under the names of the weights. */
  readonly weights: readonly NamedWeight[];

  /**
   * @param current θ, the weights that the optimiser changes.
   * @param decay d
   */
  constructor(
    private readonly current: readonly NamedWeight[],
    private readonly decay: number,
  ) {
    this.weights = current.map(({ name, variable: weight }) => ({
      name,
      variable: tidy(() => variable(clone(weight), false)),
    }));
  }

  /** Called after each step of the optimiser. */
  update(): void {
    const averages = this.weights.map(({ variable: average }) => average);
    moveAverages(
      averages,
      averages.map((_, i) => this.currentAt(i)),
      this.decay,
    );
  }

  /** Runs some work on the model with the averages in place of its weights. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const kept = this.current.map(({ variable: weight }) => clone(weight));
    try {
      this.current.forEach(({ variable: weight }, i) => {
        weight.assign((this.weights[i] as NamedWeight).variable);
      });
      return await work();
    } finally {
      this.current.forEach(({ variable: weight }, i) => {
        weight.assign(kept[i] as Variable);
      });
      for (const weight of kept) weight.dispose();
    }
  }

  dispose(): void {
    for (const { variable: average } of this.weights) average.dispose();
  }

  private currentAt(i: number): Variable {
    return (this.current[i] as NamedWeight).variable;
  }
}
