import { add, engine, type Tensor, tidy, type Variable } from '@tensorflow/tfjs-core';

/**
 * Gives the variables buffers that no other tensor shares, so that a kernel may change them in place. tfjs's `clone` and `variable` share the
 * buffer of the tensor that they are given.
 */
export function ownBuffers(variables: readonly Variable[]): void {
  const { backend } = engine();
  for (const variable of variables) {
    if (backend.refCount(variable.dataId) > 1) tidy(() => variable.assign(add<Tensor>(variable, 0)));
  }
}
