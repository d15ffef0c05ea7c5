import { getBackend, getKernel } from '@tensorflow/tfjs-core';

/** Whether the current engine has a kernel of this name. */
export const hasKernel = (kernelName: string): boolean => getKernel(kernelName, getBackend()) !== undefined;
