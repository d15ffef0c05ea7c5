import {
  engine,
  getBackend,
  getKernel,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor,
} from '@tensorflow/tfjs-core';

/** Whether the current engine has a kernel of `@rs-sam/tfjs-backend`. */
export function hasKernel(name: string): boolean {
  return getKernel(name, getBackend()) !== undefined;
}

/** The result of such a kernel, or its results. Inputs that are undefined are left out. */
export function runKernel<Result extends Tensor | readonly Tensor[]>(
  name: string,
  inputs: object,
  attributes: object = {},
): Result {
  const given = Object.entries(inputs).filter(([, tensor]) => tensor !== undefined);
  return engine().runKernel(
    name,
    Object.fromEntries(given) as NamedTensorMap,
    attributes as NamedAttrMap,
  ) as unknown as Result;
}
