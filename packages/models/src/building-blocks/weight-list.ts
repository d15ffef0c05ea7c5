import { randomNormal, randomUniform, type Tensor, type Variable, variable, zeros } from '@tensorflow/tfjs-core';
import type { LayerVariable, layers } from '@tensorflow/tfjs-layers';
import { savedWeights } from '../checkpoint/saved-weights';
import type { NamedWeight } from '../contract/retrieval-model';

/** The distance between the seeds of two draws: a layer uses its seed and the next ones. */
const STRIDE = 1009;

/** The weights of a model under construction: each is drawn with its own seed, in a fixed order. */
export class WeightList {
  private readonly list: NamedWeight[] = [];
  private frozen: NamedWeight | undefined;
  /** Numbers in a token of a text network, if a text branch maps such tokens. */
  tokenDim: number | undefined;

  /** @param seed the seed of the first draw. */
  constructor(private seed: number) {}

  /** All weights, in the order in which they were added. */
  get weights(): readonly NamedWeight[] {
    return this.list;
  }

  /** The pretrained vectors of a text branch. */
  get pretrained(): NamedWeight | undefined {
    return this.frozen;
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

  /** Adds an existing weight of a layer. */
  adopt(name: string, existing: Variable): void {
    this.list.push({ name, variable: existing });
  }

  /** Adds the pretrained vectors, which are not trainable. */
  adoptPretrained(name: string, existing: Variable): void {
    this.frozen = { name, variable: existing };
  }

  dispose(): void {
    for (const { variable: weight } of savedWeights(this)) weight.dispose();
  }

  private add<T extends Tensor>(name: string, initial: Tensor): T {
    const made = variable(initial);
    initial.dispose();
    this.list.push({ name, variable: made });
    return made as Tensor as T;
  }
}

/** The name of a layer's weight without the layer's name, which depends on the other layers of the program. */
export function weightName(layer: layers.Layer, weight: LayerVariable): string {
  const scope = `${layer.name}/`;
  return weight.originalName.startsWith(scope) ? weight.originalName.slice(scope.length) : weight.originalName;
}
