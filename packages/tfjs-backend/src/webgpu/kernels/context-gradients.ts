import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GatedCosineInputs } from '../../gated-cosine-kernel';
import { dispatch, makeFloats } from './dispatch';
import { gatedCosineSizes } from './gated-cosine';
import type { GpuBackend } from './gpu-backend';
import type { PairRows } from './pair-rows';
import { type Shader, shaderOnce } from './shader';

/** Threads of a workgroup side by side, each for four columns, and below each other, each for four context rows. */
const LANES = 16;
const QUADS = 4;

/** The gradients of the context, unless it is frozen, and of its parts of gate and candidate: `Σ_u a_uj dx_u`, each [X, c, D]. */
export function contextGradients(
  inputs: GatedCosineInputs<TensorInfo>,
  dCosine: TensorInfo,
  { attended, gate, candidate }: PairRows,
  isFrozen: boolean,
  backend: GpuBackend,
): TensorInfo[] {
  const { contexts, rows, context, fours } = gatedCosineSizes(inputs);
  const pairs = isFrozen ? [gate, candidate] : [attended, gate, candidate];
  const sums = pairs.map(() => makeFloats(backend, [contexts, context, 4 * fours]));
  dispatch(backend, {
    shader: shaderFor(!isFrozen),
    reads: [inputs.attention, dCosine, ...pairs],
    writes: sums,
    uniforms: [rows, context, fours],
    groups: [Math.ceil(fours / LANES), Math.ceil(context / (4 * QUADS)), contexts],
  });
  return sums;
}

function shaderFor(withContext: boolean): Shader {
  const names = [...(withContext ? ['context'] : []), 'gate', 'candidate'];
  const each = (line: (name: string) => string) => names.map(line).join('\n    ');
  return shaderOnce(`GatedCosineGradContext ${withContext}`, () => ({
    reads: {
      ...{ attention: 'f32', dCosine: 'f32' },
      ...Object.fromEntries(names.map((name) => [`${name}Pairs`, 'vec4<f32>'] as const)),
    },
    writes: Object.fromEntries(names.map((name) => [`${name}Sums`, 'vec4<f32>'] as const)),
    uniforms: { rows: 'u32', context: 'u32', fours: 'u32' },
    workgroup: [LANES, QUADS],
    main: `
  let x = group.z;
  let d = group.x * ${LANES}u + local.x;
  let firstRow = 4u * (group.y * ${QUADS}u + local.y);
  if (d >= uniforms.fours || firstRow >= uniforms.context) { return; }
  let count = min(4u, uniforms.context - firstRow);
  ${each((name) => `var ${name}: array<vec4<f32>, 4>;`)}
  for (var u = 0u; u < uniforms.rows; u++) {
    let pair = x * uniforms.rows + u;
    // A pair without a gradient was never written.
    if (dCosine[pair] == 0.0) { continue; }
    ${each((name) => `let d_${name} = ${name}Pairs[pair * uniforms.fours + d];`)}
    // Loops of four are unrolled, so that the sums stay in registers.
    for (var j = 0u; j < 4u; j++) {
      var a = 0.0;
      if (j < count) { a = attention[pair * uniforms.context + firstRow + j]; }
      ${each((name) => `${name}[j] += a * d_${name};`)}
    }
  }
  for (var j = 0u; j < 4u; j++) {
    if (j < count) {
      let at = (x * uniforms.context + firstRow + j) * uniforms.fours + d;
      ${each((name) => `${name}Sums[at] = ${name}[j];`)}
    }
  }`,
  }));
}
