import { engine, type Tensor, type TensorInfo, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectClose } from '../../../test/expect-close';
import { random } from '../../../test/on-both';
import { webgpuHere } from '../../../test/webgpu';
import { prepareBackend } from '../../engine/prepare-backend';
import type { GruStepsAttributes } from '../../gru-steps-kernel';
import type { GpuBackend } from './gpu-backend';
import { gruTraceGradient } from './gru-gradient';
import { gruSteps } from './gru-steps';
import { wideGruGradient } from './wide-gru-gradient';
import { wideGruSteps } from './wide-gru-steps';

const found = await webgpuHere();

const floats = (shape: readonly number[], seed: number) => tensor([...random(shape, seed).data], [...shape]);

/** The numbers of tensors that a kernel made. */
function numbersOf(infos: readonly TensorInfo[]): number[][] {
  return infos.map((info) => {
    const made = engine().makeTensorFromTensorInfo(info) as Tensor;
    return Array.from(made.dataSync());
  });
}

describe('the steps of a GRU one by one, on webgpu', () => {
  beforeEach(async ({ skip }) => {
    skip(!found.here, found.reason);
    await prepareBackend({ engine: 'webgpu' });
  });

  // The second is larger than a tile of a product along every axis.
  it.each([
    [4, 3, 8, false],
    [3, 35, 36, true],
  ])('are those of a workgroup: %i steps of %i sequences, %i units, reversed %s', (steps, batch, units, reversed) => {
    tidy(() => {
      const rows = steps * batch;
      const backend = engine().backend as unknown as GpuBackend;
      const attributes: GruStepsAttributes = { runs: [{ steps, batch }], reversed, resetAfter: false };
      const kernels = { gateKernel: floats([units, 2 * units], 3), candidateKernel: floats([units, units], 4) };
      const inputs = {
        gateInputs: floats([rows, 2 * units], 1),
        candidateInputs: floats([rows, units], 2),
        ...kernels,
      };
      const expected = gruSteps(inputs, attributes, backend);
      expectClose(numbersOf(wideGruSteps(inputs, attributes, backend)), numbersOf(expected));

      const [, previous, update, reset, candidate, operand] = gruSteps(inputs, attributes, backend) as [
        TensorInfo,
        TensorInfo,
        TensorInfo,
        TensorInfo,
        TensorInfo,
        TensorInfo,
      ];
      const trace = { dStates: floats([rows, units], 5), previous, update, reset, candidate, operand, ...kernels };
      expectClose(
        numbersOf(wideGruGradient(trace, attributes, backend)),
        numbersOf(gruTraceGradient(trace, attributes, backend)),
      );
    });
  });

  it('are left to the caller with resetAfter', () => {
    const attributes = { runs: [{ steps: 1, batch: 1 }], reversed: false, resetAfter: true };
    expect(wideGruSteps({} as never, attributes, {} as never)).toEqual([]);
    expect(wideGruGradient({} as never, attributes, {} as never)).toEqual([]);
  });
});
