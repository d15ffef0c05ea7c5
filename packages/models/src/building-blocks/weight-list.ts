import { randomNormal, randomUniform, type Tensor, type Variable, variable, zeros } from '@tensorflow/tfjs-core';
import type { LayerVariable, layers } from '@tensorflow/tfjs-layers';
import type { NamedWeight } from '../contract/retrieval-model';

/** Between the seeds of two draws, since a layer that is given one counts up from it. */
const STRIDE = 1009;

/** The weights of a model while it is made: each is drawn with a seed of its own, in a fixed order. */
export class WeightList {
  private readonly list: NamedWeight[] = [];

  /** @param seed that of the first draw. */
  constructor(private seed: number) {}

  /** All of them, in the order in which they were made. */
  get weights(): readonly NamedWeight[] {
    return this.list;
  }

  /** The seed of the next draw. */
  nextSeed(): number {
    const seed = this.seed;
    this.seed += STRIDE;
    return seed;
  }

  /** Uniform within ±limit. */
  uniform<T extends Tensor>(name: string, shape: number[], limit: number): T {
    return this.add(name, randomUniform(shape, -limit, limit, 'float32', this.nextSeed()));
  }

  /** Standard normal: PyTorch's initial embedding. */
  normal<T extends Tensor>(name: string, shape: number[]): T {
    return this.add(name, randomNormal(shape, 0, 1, 'float32', this.nextSeed()));
  }

  zeros<T extends Tensor>(name: string, shape: number[]): T {
    return this.add(name, zeros(shape));
  }

  /** A weight that lives in a layer already. */
  adopt(name: string, existing: Variable): void {
    this.list.push({ name, variable: existing });
  }

  dispose(): void {
    for (const { variable: weight } of this.list) weight.dispose();
  }

  private add<T extends Tensor>(name: string, initial: Tensor): T {
    const made = variable(initial);
    initial.dispose();
    this.list.push({ name, variable: made });
    return made as Tensor as T;
  }
}

/** The name of a layer's weight without the layer's own name, which depends on what else the program has made. */
export function weightName(layer: layers.Layer, weight: LayerVariable): string {
  const scope = `${layer.name}/`;
  return weight.originalName.startsWith(scope) ? weight.originalName.slice(scope.length) : weight.originalName;
}
