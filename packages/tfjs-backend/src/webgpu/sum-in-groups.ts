import type { TensorInfo } from '@tensorflow/tfjs-core';
import { replaceKernel, stockKernel, type WebgpuCall } from './stock-kernel';

/**
 * Adds many tensors a few at a time.
 *
 * tfjs 4.22 binds every input of `AddN` and its output in one shader. A device has 8 to 16 storage buffers a shader; beyond them the shader
 * is invalid and the sum stays as the buffer was.
 */
export function sumInGroups(): void {
  const stock = stockKernel<readonly TensorInfo[], object>('AddN');
  replaceKernel('AddN', (call: WebgpuCall<readonly TensorInfo[]>) => {
    const { inputs, backend } = call;
    // One storage buffer is the output.
    const most = (backend.device.limits.maxStorageBuffersPerShaderStage as number) - 1;
    let total = stock({ ...call, inputs: inputs.slice(0, most) });
    for (let at = most; at < inputs.length; at += most - 1) {
      const sum = stock({ ...call, inputs: [total, ...inputs.slice(at, at + most - 1)] });
      backend.disposeData(total.dataId);
      total = sum;
    }
    return total;
  });
}
