import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';

/** The inputs of a kernel for many tensors: `part/i` for each part of item i. */
export function numberedInputs(items: readonly Readonly<Record<string, Tensor>>[]): NamedTensorMap {
  return Object.fromEntries(
    items.flatMap((item, i) => Object.entries(item).map(([part, tensor]) => [`${part}/${i}`, tensor] as const)),
  );
}
