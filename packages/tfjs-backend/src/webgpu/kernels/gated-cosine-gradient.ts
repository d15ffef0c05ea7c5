import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GatedCosineAttributes, GatedCosineInputs } from '../../gated-cosine-kernel';
import { candidateFunctions } from './activations';
import { ATTENDED_ROWS_MEMORY, ATTENDED_ROWS_WORKGROUP, attendedRows, ROWS } from './attended-rows';
import { attentionGradient } from './attention-gradient';
import { contextGradients } from './context-gradients';
import { dispatch, groupsOfRows, makeFloats, ROW_OF_GROUP } from './dispatch';
import { gatedCosineSizes } from './gated-cosine';
import type { GpuBackend } from './gpu-backend';
import type { PairRows } from './pair-rows';
import { queryGradients } from './query-gradients';
import { type Shader, shaderOnce } from './shader';

/**
 * The kernel `GatedCosineGrad` in five dispatches. With `dCosine` d, e, g, n and v as in `gated-cosine-kernel.ts`, and s = v·e:
 *
 *   dv = d (e − v s / |v|²) / (|v| |e|),  de = d (v − e s / |e|²) / (|v| |e|)
 *   dG = dv (n − q) g (1 − g),  dN = dv g n',  dq = dv (1 − g)
 *   ∂attention = de·context + dG·contextGate + dN·contextCandidate
 *
 * The gradients of the query side are sums over the contexts; those of the context side, over the query rows, times the attention weight.
 * Pairs whose cosine has no gradient are skipped in all five, which is exact: with a loss of hardest negatives, four of five pairs and more.
 * No sum uses atomics, so the result is the same in every run.
 */
export function gatedCosineGradient(
  inputs: GatedCosineInputs<TensorInfo>,
  dCosine: TensorInfo,
  attributes: GatedCosineAttributes,
  backend: GpuBackend,
): TensorInfo[] {
  const { candidate, frozen } = attributes;
  const { contexts, rows, context, fours } = gatedCosineSizes(inputs);
  const pair = () => makeFloats(backend, [contexts, rows, 4 * fours]);
  const pairs: PairRows = {
    ...{ attended: pair(), gate: pair(), candidate: pair() },
    query: frozen === 'query' ? undefined : pair(),
  };
  const { attended, gate, candidate: cell, query } = pairs;
  const sums = [attended, gate, cell];
  const [layerRows, layers] = groupsOfRows(rows);
  dispatch(backend, {
    shader: attendedShader,
    reads: [inputs.attention, dCosine, inputs.context, inputs.contextGate, inputs.contextCandidate],
    writes: sums,
    uniforms: [rows, context, fours],
    groups: [Math.ceil(rows / ROWS), contexts],
  });
  dispatch(backend, {
    shader: rowShader(candidate, query !== undefined),
    reads: [dCosine, inputs.query, inputs.queryGate, inputs.queryCandidate],
    writes: query === undefined ? sums : [...sums, query],
    uniforms: [rows, fours],
    groups: [layerRows, contexts, layers],
  });
  const results = [
    attentionGradient(inputs, dCosine, pairs, backend),
    ...queryGradients(dCosine, pairs, backend),
    ...contextGradients(inputs, dCosine, pairs, frozen === 'context', backend),
  ];
  for (const tensor of [...sums, query]) if (tensor !== undefined) backend.disposeData(tensor.dataId);
  return results;
}

/** Attended context and arguments of every pair with a gradient. */
const attendedShader: Shader = {
  key: 'GatedCosineGradAttended',
  reads: {
    attention: 'f32',
    dCosine: 'f32',
    context: 'vec4<f32>',
    contextGate: 'vec4<f32>',
    contextCandidate: 'vec4<f32>',
  },
  writes: { attended: 'vec4<f32>', gates: 'vec4<f32>', candidates: 'vec4<f32>' },
  uniforms: { rows: 'u32', context: 'u32', fours: 'u32' },
  workgroup: ATTENDED_ROWS_WORKGROUP,
  declarations: `var<workgroup> scratch: array<f32, 1024>;\n${ATTENDED_ROWS_MEMORY}`,
  main: attendedRows(
    'dCosine[x * uniforms.rows + u] != 0.0',
    '',
    `if (dCosine[x * uniforms.rows + u] != 0.0) {
          let at = (x * uniforms.rows + u) * uniforms.fours + d;
          attended[at] = e; gates[at] = g; candidates[at] = n;
        }`,
  ),
};

/** Threads of a workgroup of the row shader: one row of a pair. */
const THREADS = 64;

/** The gradients of one row of a pair, in place of its values. */
function rowShader(candidate: 'sigmoid' | 'tanh', withQuery: boolean): Shader {
  const values = `
    let at = pair * uniforms.fours + d;
    let own = u * uniforms.fours + d;
    let e = attended[at];
    let f = query[own];
    let g = sigmoid4(queryGate[own] + gates[at]);
    let n = candidate4(queryCandidate[own] + candidates[at]);
    let v = f + g * (n - f);`;
  return shaderOnce(`GatedCosineGradRows ${candidate} ${withQuery}`, () => ({
    reads: { dCosine: 'f32', query: 'vec4<f32>', queryGate: 'vec4<f32>', queryCandidate: 'vec4<f32>' },
    writes: {
      ...{ attended: 'vec4<f32>', gates: 'vec4<f32>', candidates: 'vec4<f32>' },
      ...(withQuery && { dQuery: 'vec4<f32>' }),
    },
    uniforms: { rows: 'u32', fours: 'u32' },
    workgroup: [THREADS, 1],
    declarations: `${candidateFunctions(candidate)}
var<workgroup> scratch: array<vec3<f32>, ${THREADS}>;
fn safeReciprocal(x: f32) -> f32 { if (x > 0.0) { return 1.0 / x; } return 0.0; }`,
    main: `
  let u = ${ROW_OF_GROUP};
  if (u >= uniforms.rows) { return; }
  let pair = group.y * uniforms.rows + u;
  let dy = dCosine[pair];
  if (dy == 0.0) { return; }
  var sums = vec3(0.0);
  for (var d = index; d < uniforms.fours; d += ${THREADS}u) {${values}
    sums += vec3(dot(v, e), dot(v, v), dot(e, e));
  }
  scratch[index] = sums;
  for (var half = ${THREADS / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (index < half) { scratch[index] += scratch[index + half]; }
  }
  workgroupBarrier();
  let total = scratch[0];
  let product = sqrt(total.y) * sqrt(total.z);
  let denominator = max(product, 1e-8);
  let scale = dy / denominator;
  // Where the denominator is the epsilon, it is a constant.
  let along = select(0.0, scale * total.x / denominator * product, product > 1e-8);
  let alongV = along * safeReciprocal(total.y);
  let alongE = along * safeReciprocal(total.z);
  for (var d = index; d < uniforms.fours; d += ${THREADS}u) {${values}
    let dv = scale * e - alongV * v;
    attended[at] = scale * v - alongE * e;
    gates[at] = dv * (n - f) * g * (1.0 - g);
    candidates[at] = dv * g * candidateSlope4(n);
    ${withQuery ? 'dQuery[at] = dv * (1.0 - g);' : ''}
  }`,
  }));
}
