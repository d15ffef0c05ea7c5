/** Work that was given to a GPU through WebGPU. */
export interface Dispatches {
  readonly dispatches: number;
  readonly submits: number;
}

/**
 * Counts the dispatches of this process, from any library. Call it when the engine is open.
 *
 * @returns the count until now; zeros on an engine without WebGPU.
 */
export function countDispatches(): () => Dispatches {
  const counts = { dispatches: 0, submits: 0 };
  const { GPUComputePassEncoder, GPUQueue } = globalThis as unknown as Record<
    string,
    { prototype: Methods } | undefined
  >;
  if (GPUComputePassEncoder !== undefined) {
    counting(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', () => counts.dispatches++);
  }
  if (GPUQueue !== undefined) counting(GPUQueue.prototype, 'submit', () => counts.submits++);
  return () => ({ ...counts });
}

type Methods = Record<string, (...values: unknown[]) => unknown>;

function counting(prototype: Methods, name: string, count: () => void): void {
  const method = prototype[name] as (...values: unknown[]) => unknown;
  prototype[name] = function counted(this: unknown, ...values: unknown[]) {
    count();
    return method.apply(this, values);
  };
}
