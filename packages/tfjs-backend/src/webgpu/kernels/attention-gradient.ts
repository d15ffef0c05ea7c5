import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GatedCosineInputs } from '../../gated-cosine-kernel';
import { dispatch, makeFloats } from './dispatch';
import { gatedCosineSizes } from './gated-cosine';
import type { GpuBackend } from './gpu-backend';
import type { PairRows } from './pair-rows';
import type { Shader } from './shader';

/** Query rows and context rows of a workgroup. */
const ROWS = 16;
const COLUMNS = 64;
/** Columns of the features, in fours, that are in workgroup memory at a time. */
const DEPTH = 8;

/**
 * `∂attention[x, u, j] = de·context[x, j] + dG·contextGate[x, j] + dN·contextCandidate[x, j]` for the pairs with a gradient, 0 for the
 * others: [X, U, c].
 */
export function attentionGradient(
  inputs: GatedCosineInputs<TensorInfo>,
  dCosine: TensorInfo,
  { attended, gate, candidate }: PairRows,
  backend: GpuBackend,
): TensorInfo {
  const { contexts, rows, context, fours } = gatedCosineSizes(inputs);
  const gradient = makeFloats(backend, inputs.attention.shape);
  dispatch(backend, {
    shader,
    reads: [dCosine, attended, gate, candidate, inputs.context, inputs.contextGate, inputs.contextCandidate],
    writes: [gradient],
    uniforms: [rows, context, fours],
    groups: [Math.ceil(rows / ROWS), Math.ceil(context / COLUMNS), contexts],
  });
  return gradient;
}

/** A stride that is odd, so that the threads of a column use different banks of the workgroup memory. */
const STRIDE = DEPTH + 1;

const shader: Shader = {
  key: 'GatedCosineGradAttention',
  reads: {
    ...{ dCosine: 'f32', attended: 'vec4<f32>', gates: 'vec4<f32>', candidates: 'vec4<f32>' },
    ...{ context: 'vec4<f32>', contextGate: 'vec4<f32>', contextCandidate: 'vec4<f32>' },
  },
  writes: { gradient: 'f32' },
  uniforms: { rows: 'u32', context: 'u32', fours: 'u32' },
  workgroup: [16, 16],
  declarations: `
var<workgroup> ofRows: array<vec4<f32>, ${ROWS * STRIDE}>;
var<workgroup> ofContext: array<vec4<f32>, ${COLUMNS * STRIDE}>;
var<workgroup> anyUsed: atomic<u32>;
var<workgroup> isNeeded: u32;
fn hasGradient(x: u32, u: u32) -> bool { return u < uniforms.rows && dCosine[x * uniforms.rows + u] != 0.0; }
fn rowValue(part: u32, at: u32) -> vec4<f32> {
  if (part == 0u) { return attended[at]; }
  if (part == 1u) { return gates[at]; }
  return candidates[at];
}
fn contextValue(part: u32, at: u32) -> vec4<f32> {
  if (part == 0u) { return context[at]; }
  if (part == 1u) { return contextGate[at]; }
  return contextCandidate[at];
}`,
  main: `
  let x = group.z;
  let firstRow = group.x * ${ROWS}u;
  let firstColumn = group.y * ${COLUMNS}u;
  let u = firstRow + local.y;
  if (index == 0u) { atomicStore(&anyUsed, 0u); }
  workgroupBarrier();
  if (local.x == 0u && hasGradient(x, u)) { atomicStore(&anyUsed, 1u); }
  workgroupBarrier();
  if (index == 0u) { isNeeded = atomicLoad(&anyUsed); }
  var sums = vec4(0.0);
  if (workgroupUniformLoad(&isNeeded) != 0u) {
    for (var part = 0u; part < 3u; part++) {
      for (var first = 0u; first < uniforms.fours; first += ${DEPTH}u) {
        let count = min(${DEPTH}u, uniforms.fours - first);
        workgroupBarrier();
        for (var i = index; i < ${ROWS * DEPTH}u; i += 256u) {
          let row = i / ${DEPTH}u;
          let d = i % ${DEPTH}u;
          var value = vec4(0.0);
          // A row without a gradient was never written.
          if (d < count && hasGradient(x, firstRow + row)) {
            value = rowValue(part, (x * uniforms.rows + firstRow + row) * uniforms.fours + first + d);
          }
          ofRows[row * ${STRIDE}u + d] = value;
        }
        for (var i = index; i < ${COLUMNS * DEPTH}u; i += 256u) {
          let column = i / ${DEPTH}u;
          let d = i % ${DEPTH}u;
          var value = vec4(0.0);
          if (d < count && firstColumn + column < uniforms.context) {
            value = contextValue(part, (x * uniforms.context + firstColumn + column) * uniforms.fours + first + d);
          }
          ofContext[column * ${STRIDE}u + d] = value;
        }
        workgroupBarrier();
        for (var d = 0u; d < ${DEPTH}u; d++) {
          let value = ofRows[local.y * ${STRIDE}u + d];
          sums += vec4(
            dot(value, ofContext[local.x * ${STRIDE}u + d]),
            dot(value, ofContext[(local.x + 16u) * ${STRIDE}u + d]),
            dot(value, ofContext[(local.x + 32u) * ${STRIDE}u + d]),
            dot(value, ofContext[(local.x + 48u) * ${STRIDE}u + d]));
        }
      }
    }
  }
  if (u >= uniforms.rows) { return; }
  for (var k = 0u; k < 4u; k++) {
    let j = firstColumn + local.x + 16u * k;
    if (j < uniforms.context) { gradient[(x * uniforms.rows + u) * uniforms.context + j] = sums[k]; }
  }`,
};
