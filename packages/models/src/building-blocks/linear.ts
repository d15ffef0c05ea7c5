import { add, matMul, reshape, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { WeightList } from './weight-list';

/** A fully connected layer's weights. */
export interface LinearWeights {
  /** W [in, out] */
  readonly kernel: Tensor2D;
  /** b [out] */
  readonly bias: Tensor1D;
}

/** `x W + b` along the last axis. */
export function linear<T extends Tensor>(x: T, { kernel, bias }: LinearWeights): T {
  const [from, to] = kernel.shape;
  return reshape(add(matMul(reshape(x, [-1, from]), kernel), bias), [...x.shape.slice(0, -1), to]) as Tensor as T;
}

/** The initial weights of PyTorch's `Linear`: kernel and bias uniform within ±1/√in. */
export function torchLinear(list: WeightList, name: string, from: number, to: number): LinearWeights {
  const limit = 1 / Math.sqrt(from);
  return { kernel: list.uniform(`${name}/kernel`, [from, to], limit), bias: list.uniform(`${name}/bias`, [to], limit) };
}

/** The initial image projection of VSE++ and SCAN: kernel uniform within ±√(6 / (in + out)) (Glorot), bias 0. */
export function glorotLinear(list: WeightList, name: string, from: number, to: number): LinearWeights {
  const limit = Math.sqrt(6 / (from + to));
  return { kernel: list.uniform(`${name}/kernel`, [from, to], limit), bias: list.zeros(`${name}/bias`, [to]) };
}
