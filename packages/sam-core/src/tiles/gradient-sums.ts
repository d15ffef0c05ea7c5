import { add, concat, type Tensor, zerosLike } from '@tensorflow/tfjs-core';
import { type Items, mapItems } from './items';

/** The sum of two gradients of the same items; both are disposed. */
export function plus(sum: Items | undefined, next: Items): Items {
  if (sum === undefined) return next;
  return mapItems(sum, (x, name) => {
    const y = next[name] as Tensor;
    const total = add(x, y);
    x.dispose();
    y.dispose();
    return total;
  });
}

/** The gradients of successive runs of items, one after the other. */
export function stacked(parts: readonly Items[]): Items {
  const [first = {}] = parts;
  return mapItems(first, (_, name) => joined(parts.map((part) => part[name] as Tensor)));
}

/** Gradients of 0 for the named tensors. */
export function zeroGradients(items: Items, names: readonly string[]): Items {
  return Object.fromEntries(names.map((name) => [name, zerosLike(items[name] as Tensor)]));
}

/** Tensors one after the other along an axis. */
export function joined<T extends Tensor>(parts: readonly T[], axis = 0): T {
  return parts.length === 1 ? (parts[0] as T) : (concat([...parts], axis) as T);
}
