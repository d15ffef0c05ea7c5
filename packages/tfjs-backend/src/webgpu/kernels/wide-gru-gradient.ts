import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GruStepsAttributes, GruTraceGradientInputs } from '../../gru-steps-kernel';
import { makeFloats } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import type { Finish } from './product-shader';
import { multiplyAndFinish } from './products';
import { isWide, stepOrder } from './wide-gru-steps';

/**
 * The kernel `GruTraceGrad` for states that do not fit into a workgroup: two products for each step. The first is ∂c' U_cᵀ, which gives
 * ∂r'. The second is [∂z', ∂r'] Uᵀ, which completes ∂h₋ and with it δ, ∂c' and ∂z' of the step before.
 *
 * @returns no tensor with `resetAfter`, or for more than one run.
 */
export function wideGruGradient(
  inputs: GruTraceGradientInputs<TensorInfo>,
  attributes: GruStepsAttributes,
  backend: GpuBackend,
): TensorInfo[] {
  if (!isWide(attributes)) return [];
  const { dStates, previous, update, reset, candidate, gateKernel, candidateKernel } = inputs;
  const [rows, units] = dStates.shape as [number, number];
  const { batch } = attributes.runs[0] as { batch: number };
  const [dGates, dCandidates] = [makeFloats(backend, [rows, 2 * units]), makeFloats(backend, [rows, units])];
  // The part of ∂h₋ that is known.
  const carried = makeFloats(backend, [batch, units]);
  const kernelOf = (tensor: TensorInfo, columns: number) =>
    ({ tensor, extents: [units, columns] as const, transpose: true }) as const;
  /** δ, ∂c' and ∂z' of a step, after the product with the gradients of the step that was read after it. */
  const begin = (step: number, after: number | undefined) =>
    multiplyAndFinish(backend, {
      a: {
        ...{ tensor: dGates, transpose: false },
        extents: [batch, after === undefined ? 0 : 2 * units],
        first: (after ?? 0) * batch * 2 * units,
      },
      b: kernelOf(gateKernel, 2 * units),
      ...{ finish: states, reads: [dStates, update, candidate, previous], writes: [dCandidates, carried] },
      uniforms: [step * batch],
    });
  const order = stepOrder(attributes).reverse();
  order.forEach((step, i) => {
    begin(step, order[i - 1]);
    multiplyAndFinish(backend, {
      a: { tensor: dCandidates, extents: [batch, units], transpose: false, first: step * batch * units },
      b: kernelOf(candidateKernel, units),
      ...{ finish: resets, reads: [previous, reset], writes: [dGates, carried], uniforms: [step * batch] },
    });
  });
  backend.disposeData(carried.dataId);
  return [dGates, dCandidates];
}

/** `δ = dStates + ∂h₋`, `∂c' = δ (1 − z)(1 − c²)`, `∂z' = δ (h₋ − c) z (1 − z)`; δ z is carried on. The buffer `a` has [∂z', ∂r']. */
const states: Finish = {
  key: 'GruGradStates',
  reads: { dStates: 'f32', updates: 'f32', candidates: 'f32', previous: 'f32' },
  writes: { dCandidates: 'f32', carried: 'f32' },
  uniforms: { firstRow: 'u32' },
  writesA: true,
  declarations: '',
  code: `{
            let units = uniforms.columns;
            let own = uniforms.firstRow + row;
            let at = own * units + column;
            var d = dStates[at];
            if (uniforms.depth > 0u) { d += carried[row * units + column] + value; }
            let z = updates[at];
            let n = candidates[at];
            dCandidates[at] = d * (1.0 - z) * (1.0 - n * n);
            a[2u * own * units + column] = d * (previous[at] - n) * z * (1.0 - z);
            carried[row * units + column] = d * z;
          }`,
};

/** With `∂q = ∂c' U_cᵀ`: `∂r' = ∂q h₋ r (1 − r)`; ∂q r is carried on. */
const resets: Finish = {
  key: 'GruGradResets',
  reads: { previous: 'f32', resets: 'f32' },
  writes: { dGates: 'f32', carried: 'f32' },
  uniforms: { firstRow: 'u32' },
  declarations: '',
  code: `{
            let units = uniforms.columns;
            let own = uniforms.firstRow + row;
            let at = own * units + column;
            let r = resets[at];
            dGates[(2u * own + 1u) * units + column] = value * previous[at] * r * (1.0 - r);
            carried[row * units + column] += value * r;
          }`,
};
