import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GruStepsAttributes, GruStepsInputs } from '../../gru-steps-kernel';
import { ACTIVATIONS } from './activations';
import { makeFloats } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import { statesBefore } from './gru-states-before';
import type { Finish } from './product-shader';
import { multiplyAndFinish } from './products';

/**
 * The kernel `GruSteps` for states that do not fit into a workgroup: two products for each step, of which the first computes the gates
 * and `r ⊙ h₋`, and the second the candidate and the state.
 *
 * @returns no tensor with `resetAfter`, or for more than one run: the caller then uses tfjs's operations.
 */
export function wideGruSteps(
  { gateInputs, candidateInputs, gateKernel, candidateKernel }: GruStepsInputs<TensorInfo>,
  attributes: GruStepsAttributes,
  backend: GpuBackend,
): TensorInfo[] {
  if (!isWide(attributes)) return [];
  const [rows, units] = candidateInputs.shape as [number, number];
  const { batch } = attributes.runs[0] as { batch: number };
  const make = () => makeFloats(backend, [rows, units]);
  const [states, previous, update, reset, candidate] = [make(), make(), make(), make(), make()];
  const kept = makeFloats(backend, [batch, units]);
  const extents = (columns: number) => [batch, columns] as const;
  const kernelOf = (tensor: TensorInfo, columns: number) =>
    ({ tensor, extents: [units, columns] as const, transpose: false }) as const;
  stepOrder(attributes).forEach((step, i, order) => {
    const before = (order[i - 1] ?? 0) * batch * units;
    // The first step has no state before it: a product over nothing is 0.
    const depth = i === 0 ? 0 : units;
    multiplyAndFinish(backend, {
      a: { tensor: states, extents: extents(depth), transpose: false, first: before },
      b: kernelOf(gateKernel, 2 * units),
      ...{ finish: gates, reads: [gateInputs], writes: [update, reset, kept], uniforms: [step * batch, units] },
    });
    multiplyAndFinish(backend, {
      a: { tensor: kept, extents: extents(depth), transpose: false },
      b: kernelOf(candidateKernel, units),
      ...{ finish: state, reads: [candidateInputs, update], writes: [candidate, states] },
      uniforms: [step * batch, before],
    });
  });
  statesBefore(states, previous, batch, attributes.reversed, backend);
  backend.disposeData(kept.dataId);
  backend.incRef(previous.dataId);
  return [states, previous, update, reset, candidate, { ...previous }];
}

/** Whether the steps of these attributes can be computed one by one. */
export function isWide({ runs, resetAfter }: GruStepsAttributes): boolean {
  return runs.length === 1 && !resetAfter;
}

/** The steps in the order in which they are read. */
export function stepOrder({ runs, reversed }: GruStepsAttributes): number[] {
  const order = Array.from({ length: runs[0]?.steps ?? 0 }, (_, step) => step);
  return reversed ? order.reverse() : order;
}

const SIGMOID = `${ACTIVATIONS}
fn sigmoid1(x: f32) -> f32 { return sigmoid4(vec4(x)).x; }`;

/** `[z, r] = σ(gateInputs + h₋ U)` and `r ⊙ h₋`. */
const gates: Finish = {
  key: 'GruGates',
  reads: { gateInputs: 'f32' },
  writes: { updates: 'f32', resets: 'f32', kept: 'f32' },
  uniforms: { firstRow: 'u32', units: 'u32' },
  declarations: `${SIGMOID}
fn stateBefore(row: u32, j: u32) -> f32 {
  if (uniforms.depth == 0u) { return 0.0; }
  let at = uniforms.firstA + row * uniforms.depth + j;
  return a[at / 4u][at % 4u];
}`,
  code: `{
            let own = uniforms.firstRow + row;
            let gate = sigmoid1(gateInputs[own * uniforms.columns + column] + value);
            if (column < uniforms.units) { updates[own * uniforms.units + column] = gate; }
            else {
              let j = column - uniforms.units;
              resets[own * uniforms.units + j] = gate;
              kept[row * uniforms.units + j] = gate * stateBefore(row, j);
            }
          }`,
};

/** `c = tanh(candidateInputs + (r ⊙ h₋) U_c)` and `h = c + z ⊙ (h₋ − c)`. */
const state: Finish = {
  key: 'GruState',
  reads: { candidateInputs: 'f32', updates: 'f32' },
  writes: { candidates: 'f32', states: 'f32' },
  uniforms: { firstRow: 'u32', before: 'u32' },
  declarations: ACTIVATIONS,
  code: `{
            let at = (uniforms.firstRow + row) * uniforms.columns + column;
            let c = tanh4(vec4(candidateInputs[at] + value)).x;
            var h = 0.0;
            if (uniforms.depth > 0u) { h = states[uniforms.before + row * uniforms.columns + column]; }
            candidates[at] = c;
            states[at] = c + updates[at] * (h - c);
          }`,
};
