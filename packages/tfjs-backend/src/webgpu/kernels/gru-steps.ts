import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GruStepsAttributes, GruStepsInputs } from '../../gru-steps-kernel';
import { ACTIVATIONS } from './activations';
import { dispatch, makeFloats } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import { GRU_THREADS, gruProduct, gruSplit, gruTotal } from './gru-memory';
import { statesBefore } from './gru-states-before';
import { type Shader, shaderOnce } from './shader';
import { wideGruSteps } from './wide-gru-steps';

/**
 * The kernel `GruSteps`, see `gru-steps-kernel.ts` for its formula, in two dispatches: all steps of all sequences, and the states before each
 * step.
 *
 * The sequences do not depend on each other. A workgroup computes one from its first step to its last, with the state in workgroup memory;
 * it reads the recurrent kernels again in each step, from the GPU's cache.
 *
 * @returns for a step that does not fit into a workgroup, the result of `wideGruSteps`.
 */
export function gruSteps(
  inputs: GruStepsInputs<TensorInfo>,
  attributes: GruStepsAttributes,
  backend: GpuBackend,
): TensorInfo[] {
  const { gateInputs, candidateInputs, gateKernel, candidateKernel, candidateBias } = inputs;
  const [rows, units] = candidateInputs.shape as [number, number];
  if (!fits(attributes, units, attributes.resetAfter ? 10 : 8, backend))
    return wideGruSteps(inputs, attributes, backend);
  const { steps, batch } = attributes.runs[0] as { steps: number; batch: number };
  const { reversed, resetAfter } = attributes;
  const make = () => makeFloats(backend, [rows, units]);
  const [states, previous, update, reset, candidate] = [make(), make(), make(), make(), make()];
  const operand = resetAfter ? make() : undefined;
  const biased = candidateBias === undefined ? [] : [candidateBias];
  dispatch(backend, {
    shader: stepsShader(units, reversed, resetAfter),
    reads: [gateInputs, candidateInputs, gateKernel, candidateKernel, ...(resetAfter ? biased : [])],
    writes: [states, update, reset, candidate, ...(operand ? [operand] : [])],
    uniforms: [steps, batch],
    groups: [batch],
  });
  statesBefore(states, previous, batch, reversed, backend);
  // Otherwise the operand is the state before the step.
  if (operand === undefined) backend.incRef(previous.dataId);
  return [states, previous, update, reset, candidate, operand ?? { ...previous }];
}

/** Whether a workgroup can compute these steps: whole fours of units, one run, and enough memory and buffers. */
export function fits({ runs }: GruStepsAttributes, units: number, buffers: number, { device }: GpuBackend): boolean {
  const { maxComputeWorkgroupStorageSize, maxStorageBuffersPerShaderStage } = device.limits;
  return (
    units % 4 === 0 &&
    runs.length === 1 &&
    gruSplit(units).bytes <= maxComputeWorkgroupStorageSize &&
    buffers <= maxStorageBuffersPerShaderStage
  );
}

function stepsShader(units: number, reversed: boolean, resetAfter: boolean): Shader {
  const { parts } = gruSplit(units);
  const each = (body: string) => `for (var i = index; i < ${units}u; i += ${GRU_THREADS}u) { ${body} }`;
  return shaderOnce(`GruSteps ${units} ${reversed} ${resetAfter}`, () => ({
    reads: {
      ...{ gateInputs: 'f32', candidateInputs: 'f32', gateKernel: 'vec4<f32>', candidateKernel: 'vec4<f32>' },
      ...(resetAfter && { candidateBias: 'f32' }),
    },
    writes: {
      ...{ states: 'f32', updates: 'f32', resets: 'f32', candidates: 'f32' },
      ...(resetAfter && { operands: 'f32' }),
    },
    uniforms: { steps: 'u32', batch: 'u32' },
    workgroup: [GRU_THREADS, 1],
    declarations: `${ACTIVATIONS}
var<workgroup> state: array<f32, ${units}>;
var<workgroup> kept: array<f32, ${units}>;
var<workgroup> ofUpdate: array<f32, ${units}>;
var<workgroup> ofReset: array<f32, ${units}>;
var<workgroup> partial: array<f32, ${2 * units * parts}>;
${gruTotal(parts)}
${gruProduct('gateProduct', 'gateKernel', 'state', parts)}
${gruProduct('candidateProduct', 'candidateKernel', resetAfter ? 'state' : 'kept', parts)}`,
    main: `
  ${each('state[i] = 0.0;')}
  for (var step = 0u; step < uniforms.steps; step++) {
    let t = ${reversed ? 'uniforms.steps - 1u - step' : 'step'};
    let row = (t * uniforms.batch + group.x) * ${units}u;
    workgroupBarrier();
    gateProduct(${2 * units}u, 0u, ${units}u, index);
    workgroupBarrier();
    ${each(`
      let z = sigmoid1(gateInputs[2u * row + i] + total(${2 * units}u, i));
      let r = sigmoid1(gateInputs[2u * row + ${units}u + i] + total(${2 * units}u, ${units}u + i));
      ofUpdate[i] = z;
      ofReset[i] = r;
      kept[i] = r * state[i];
      updates[row + i] = z;
      resets[row + i] = r;`)}
    workgroupBarrier();
    candidateProduct(${units}u, 0u, ${units}u, index);
    workgroupBarrier();
    ${each(`
      ${
        resetAfter
          ? `let q = total(${units}u, i) + candidateBias[i];
      operands[row + i] = q;
      let c = tanh4(vec4(candidateInputs[row + i] + ofReset[i] * q)).x;`
          : `let c = tanh4(vec4(candidateInputs[row + i] + total(${units}u, i))).x;`
      }
      let h = c + ofUpdate[i] * (state[i] - c);
      state[i] = h;
      candidates[row + i] = c;
      states[row + i] = h;`)}
  }`,
  }));
}
