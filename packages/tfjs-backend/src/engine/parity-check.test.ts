import { getKernel, type KernelFunc, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { checkParity, ParityError } from './parity-check';
import { prepareBackend } from './prepare-backend';

it('refuses an engine whose transposed product is wrong', async () => {
  await prepareBackend({ engine: 'wasm' });
  expect(() => checkParity()).not.toThrow();

  const right = getKernel('BatchMatMul', 'wasm');
  unregisterKernel('BatchMatMul', 'wasm');
  const scaled: KernelFunc = (call) => {
    const output = right.kernelFunc(call);
    const backend = call.backend as { typedArrayFromHeap(tensor: unknown): Float32Array };
    if ((call.attrs as { transposeB: boolean }).transposeB) backend.typedArrayFromHeap(output)[7] = 5;
    return output;
  };
  registerKernel({ kernelName: 'BatchMatMul', backendName: 'wasm', kernelFunc: scaled });
  expect(() => checkParity()).toThrow(ParityError);
  expect(() => checkParity()).toThrow(/matMul with the second operand transposed is off by/);

  unregisterKernel('BatchMatMul', 'wasm');
  registerKernel(right);
});
