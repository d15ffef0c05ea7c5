import { add, matMul, reshape, type Tensor, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { initializers, type LayerVariable } from '@tensorflow/tfjs-layers';
import type { AddWeight } from './layer-weights';

/** The variables of a linear projection. */
export interface ProjectionVariables {
  /** [regions' depth, words' depth] */
  readonly kernel: LayerVariable;
  /** [words' depth] */
  readonly bias: LayerVariable;
}

/** Adds the projection's weights to a layer: the kernel from Glorot's uniform distribution, the bias 0. */
export function addProjection(
  from: number,
  to: number,
  seed: number | undefined,
  addWeight: AddWeight,
): ProjectionVariables {
  const initializer = initializers.glorotUniform(seed === undefined ? {} : { seed: seed + 2 });
  return {
    kernel: addWeight('projection_kernel', [from, to], initializer),
    bias: addWeight('projection_bias', [to], initializers.zeros()),
  };
}

/** `F W + b`, from [B, K, regions' depth] to [B, K, words' depth]. */
export function projectRegions(regions: Tensor3D, variables: ProjectionVariables): Tensor3D {
  const [kernel, bias] = [variables.kernel.read() as Tensor2D, variables.bias.read() as Tensor];
  const [items, rows, depth] = regions.shape;
  const flat = add(matMul(reshape(regions, [items * rows, depth]), kernel), bias);
  return reshape(flat, [items, rows, kernel.shape[1]]);
}
