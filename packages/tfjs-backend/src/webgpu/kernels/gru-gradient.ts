import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GruStepsAttributes, GruTraceGradientInputs } from '../../gru-steps-kernel';
import { ACTIVATIONS } from './activations';
import { dispatch, makeFloats } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import { GRU_THREADS, gruProduct, gruSplit, gruTotal } from './gru-memory';
import { fits } from './gru-steps';
import { type Shader, shaderOnce } from './shader';
import { wideGruGradient } from './wide-gru-gradient';

/**
 * The kernel `GruTraceGrad`, see `gru-steps-kernel.ts` for its formula, in two dispatches: the recurrent kernels transposed, so that threads
 * side by side read values side by side, and all steps of all sequences, a workgroup for each.
 *
 * @returns for a step that does not fit into a workgroup, the result of `wideGruGradient`.
 */
export function gruTraceGradient(
  inputs: GruTraceGradientInputs<TensorInfo>,
  attributes: GruStepsAttributes,
  backend: GpuBackend,
): TensorInfo[] {
  const { dStates, previous, update, reset, candidate, operand, gateKernel, candidateKernel } = inputs;
  const [rows, units] = dStates.shape as [number, number];
  const { reversed, resetAfter } = attributes;
  if (!fits(attributes, units, resetAfter ? 9 : 8, backend)) return wideGruGradient(inputs, attributes, backend);
  const { steps, batch } = attributes.runs[0] as { steps: number; batch: number };
  const kernels = makeFloats(backend, [3 * units, units]);
  dispatch(backend, {
    shader: transposeShader,
    reads: [gateKernel, candidateKernel],
    writes: [kernels],
    uniforms: [units],
    groups: [Math.ceil((3 * units) / 16), Math.ceil(units / 16)],
  });
  const results = [makeFloats(backend, [rows, 2 * units]), makeFloats(backend, [rows, units])];
  dispatch(backend, {
    shader: gradientShader(units, reversed, resetAfter),
    reads: [dStates, previous, update, reset, candidate, kernels, ...(resetAfter ? [operand] : [])],
    writes: results,
    uniforms: [steps, batch],
    groups: [batch],
  });
  backend.disposeData(kernels.dataId);
  return results;
}

/** `[U, U_c]ᵀ`, [3H, H], in tiles, so that reading and writing are both in the order of memory. */
const transposeShader: Shader = {
  key: 'GruTranspose',
  reads: { gateKernel: 'f32', candidateKernel: 'f32' },
  writes: { result: 'f32' },
  uniforms: { units: 'u32' },
  workgroup: [16, 16],
  declarations: 'var<workgroup> values: array<f32, 272>;',
  main: `
  let units = uniforms.units;
  let column = group.x * 16u + local.x;
  let row = group.y * 16u + local.y;
  if (row < units && column < 3u * units) {
    if (column < 2u * units) { values[local.y * 17u + local.x] = gateKernel[row * 2u * units + column]; }
    else { values[local.y * 17u + local.x] = candidateKernel[row * units + column - 2u * units]; }
  }
  workgroupBarrier();
  let toRow = group.x * 16u + local.y;
  let toColumn = group.y * 16u + local.x;
  if (toRow < 3u * units && toColumn < units) { result[toRow * units + toColumn] = values[local.x * 17u + local.y]; }`,
};

function gradientShader(units: number, reversed: boolean, resetAfter: boolean): Shader {
  const { parts } = gruSplit(units);
  const each = (body: string) => `for (var i = index; i < ${units}u; i += ${GRU_THREADS}u) { ${body} }`;
  return shaderOnce(`GruTraceGrad ${units} ${reversed} ${resetAfter}`, () => ({
    reads: {
      ...{ dStates: 'f32', previous: 'f32', updates: 'f32', resets: 'f32', candidates: 'f32' },
      kernels: 'vec4<f32>',
      ...(resetAfter && { operands: 'f32' }),
    },
    writes: { dGates: 'f32', dCandidates: 'f32' },
    uniforms: { steps: 'u32', batch: 'u32' },
    workgroup: [GRU_THREADS, 1],
    declarations: `${ACTIVATIONS}
var<workgroup> carried: array<f32, ${units}>;
var<workgroup> ofCandidate: array<f32, ${units}>;
var<workgroup> ofGates: array<f32, ${2 * units}>;
var<workgroup> partial: array<f32, ${2 * units * parts}>;
${gruTotal(parts)}
${gruProduct('gateProduct', 'kernels', 'ofGates', parts)}
${gruProduct('candidateProduct', 'kernels', 'ofCandidate', parts)}`,
    main: `
  ${each('carried[i] = 0.0;')}
  for (var step = 0u; step < uniforms.steps; step++) {
    let t = ${reversed ? 'step' : 'uniforms.steps - 1u - step'};
    let row = (t * uniforms.batch + group.x) * ${units}u;
    ${each(`
      let d = dStates[row + i] + carried[i];
      let z = updates[row + i];
      let c = candidates[row + i];
      let dc = d * (1.0 - z) * (1.0 - c * c);
      let dz = d * (previous[row + i] - c) * z * (1.0 - z);
      carried[i] = d * z;
      ofGates[i] = dz;
      dGates[2u * row + i] = dz;
      dCandidates[row + i] = dc;
      ${
        resetAfter
          ? `let r = resets[row + i];
      let dr = dc * operands[row + i] * r * (1.0 - r);
      ofGates[${units}u + i] = dr;
      dGates[2u * row + ${units}u + i] = dr;
      ofCandidate[i] = dc * r;`
          : 'ofCandidate[i] = dc;'
      }`)}
    workgroupBarrier();
    candidateProduct(${units}u, ${2 * units * units}u, ${units}u, index);
    workgroupBarrier();
    ${each(`
      let dq = total(${units}u, i);
      ${
        resetAfter
          ? 'carried[i] += dq;'
          : `let r = resets[row + i];
      let dr = dq * previous[row + i] * r * (1.0 - r);
      ofGates[${units}u + i] = dr;
      dGates[2u * row + ${units}u + i] = dr;
      carried[i] += dq * r;`
      }`)}
    workgroupBarrier();
    gateProduct(${units}u, 0u, ${2 * units}u, index);
    workgroupBarrier();
    ${each(`carried[i] += total(${units}u, i);`)}
  }`,
  }));
}
