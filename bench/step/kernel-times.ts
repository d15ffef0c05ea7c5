import { getKernelsForBackend, type KernelFunc, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';

/** Seconds of each kernel, without the kernels that it calls. */
export type KernelTimes = Map<string, number>;

/** Wraps every kernel of a synchronous backend so that its own time is added up; reading the clock costs under a microsecond. */
export function timeKernels(backendName: string): KernelTimes {
  const times: KernelTimes = new Map();
  const running: number[] = [];
  for (const { kernelName, kernelFunc, setupFunc, disposeFunc } of getKernelsForBackend(backendName)) {
    const timed: KernelFunc = (call) => {
      const before = performance.now();
      running.push(0);
      try {
        return kernelFunc(call);
      } finally {
        const total = (performance.now() - before) / 1000;
        const inside = running.pop() as number;
        if (running.length > 0) running[running.length - 1] = (running.at(-1) as number) + total;
        times.set(kernelName, (times.get(kernelName) ?? 0) + total - inside);
      }
    };
    unregisterKernel(kernelName, backendName);
    registerKernel({
      kernelName,
      backendName,
      kernelFunc: timed,
      ...(setupFunc && { setupFunc }),
      ...(disposeFunc && { disposeFunc }),
    });
  }
  return times;
}
