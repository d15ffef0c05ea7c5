import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GatedCosineAttributes, GatedCosineInputs } from '../../gated-cosine-kernel';
import { candidateFunctions } from './activations';
import { ATTENDED_ROWS_MEMORY, ATTENDED_ROWS_WORKGROUP, attendedRows, LANES, ROWS } from './attended-rows';
import { dispatch, makeFloats } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import { type Shader, shaderOnce } from './shader';

/** The inputs, in the order of the shader's buffers. */
const READS = {
  attention: 'f32',
  query: 'vec4<f32>',
  queryGate: 'vec4<f32>',
  queryCandidate: 'vec4<f32>',
  context: 'vec4<f32>',
  contextGate: 'vec4<f32>',
  contextCandidate: 'vec4<f32>',
} as const;

/**
 * The kernel `GatedCosine`, see `gated-cosine-kernel.ts` for its formula: `cosine [X, U]` in one dispatch.
 *
 * A workgroup computes sixteen query rows with one context. What it computes for a pair of rows stays in registers: of a pair, only the
 * cosine is written. Rows that attend to nothing end up with 0, and a workgroup of such rows (padded words) ends at once.
 */
export function gatedCosine(
  inputs: GatedCosineInputs<TensorInfo>,
  { candidate }: Pick<GatedCosineAttributes, 'candidate'>,
  backend: GpuBackend,
): TensorInfo {
  const { contexts, rows, context, fours } = gatedCosineSizes(inputs);
  const cosine = makeFloats(backend, [contexts, rows]);
  dispatch(backend, {
    shader: forwardShader(candidate),
    reads: Object.keys(READS).map((name) => inputs[name as keyof typeof READS]),
    writes: [cosine],
    uniforms: [rows, context, fours],
    groups: [Math.ceil(rows / ROWS), contexts],
  });
  return cosine;
}

/** X contexts of c rows, U query rows, and D / 4. */
export function gatedCosineSizes({ attention, query }: Pick<GatedCosineInputs<TensorInfo>, 'attention' | 'query'>) {
  const [contexts, rows, context] = attention.shape as [number, number, number];
  return { contexts, rows, context, fours: (query.shape[1] as number) / 4 };
}

/** Three sums of each of four rows, for every thread of a workgroup. */
const SUMS = 12 * ATTENDED_ROWS_WORKGROUP[0];

function forwardShader(candidate: 'sigmoid' | 'tanh'): Shader {
  const threads = ATTENDED_ROWS_WORKGROUP[0];
  return shaderOnce(`GatedCosine ${candidate}`, () => ({
    reads: READS,
    writes: { cosine: 'f32' },
    uniforms: { rows: 'u32', context: 'u32', fours: 'u32' },
    workgroup: ATTENDED_ROWS_WORKGROUP,
    declarations: `${candidateFunctions(candidate)}
var<workgroup> scratch: array<f32, ${SUMS}>;
${ATTENDED_ROWS_MEMORY}
// A test of the bits: some drivers say that NaN equals 0.
fn attends(x: u32, u: u32) -> bool {
  let first = (x * uniforms.rows + u) * uniforms.context;
  for (var j = 0u; j < uniforms.context; j++) {
    if ((bitcast<u32>(attention[first + j]) & 0x7fffffffu) != 0u) { return true; }
  }
  return false;
}`,
    main: `
  var sums: array<vec3<f32>, 4>;
  ${attendedRows(
    'attends(group.y, u)',
    `let row = firstRow + index;
    if (index < ${ROWS}u && row < uniforms.rows) { cosine[group.y * uniforms.rows + row] = 0.0; }`,
    `
          let at = u * uniforms.fours + d;
          let f = query[at];
          let gate = sigmoid4(queryGate[at] + g);
          let v = f + gate * (candidate4(queryCandidate[at] + n) - f);
          sums[r] += vec3(dot(v, e), dot(v, v), dot(e, e));`,
  )}
  workgroupBarrier();
  for (var r = 0u; r < 4u; r++) {
    for (var k = 0u; k < 3u; k++) { scratch[(3u * r + k) * ${threads}u + index] = sums[r][k]; }
  }
  for (var half = ${LANES / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) {
      for (var s = 0u; s < 12u; s++) { scratch[s * ${threads}u + index] += scratch[s * ${threads}u + index + half]; }
    }
  }
  workgroupBarrier();
  if (index < ${ROWS}u && firstRow + index < uniforms.rows) {
    let at = 3u * (index % 4u) * ${threads}u + (index / 4u) * ${LANES}u;
    let along = scratch[at];
    let product = sqrt(scratch[at + ${threads}u]) * sqrt(scratch[at + ${2 * threads}u]);
    cosine[x * uniforms.rows + firstRow + index] = along / max(product, 1e-8);
  }`,
  }));
}
