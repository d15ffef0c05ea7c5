import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { AttentionWeightsAttributes, AttentionWeightsInputs } from '../../attention-weights-kernel';
import { ATTENTION_THREADS, attentionSizes, type Masks, similarityFunctions } from './attention-weights';
import { dispatch, makeFloats } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import { type Shader, shaderOnce } from './shader';

/**
 * The kernel `AttentionWeightsGrad`: the gradients of `dot`, `queryNorm` and `contextNorm` in two dispatches. With the weights a, the
 * clipped similarities r, their norm n and z = r / (n + ε):
 *
 *   dz_j = α a_j (da_j − Σ_k a_k da_k)
 *   dr = dz / (n + ε) − r (Σ r dz) / ((n + ε)² n), the sums along the axis of the norm, and 0 for the second term where n is 0
 *   ds = dr r',  ddot = ds / max(|f| |t|, ε),  d|f| = −Σ_j ddot s |t|,  d|t| = −Σ_i ddot s |f|, 0 where the denominator is ε
 *
 * A workgroup computes one query item with one context, and its parts of the norms' gradients, which the second dispatch adds up.
 */
export function attentionWeightsGradient(
  inputs: AttentionWeightsInputs<TensorInfo> & { readonly weights: TensorInfo; readonly dWeights: TensorInfo },
  { alpha, leaky, overQuery }: AttentionWeightsAttributes,
  backend: GpuBackend,
): TensorInfo[] {
  const { dot, queryNorm, contextNorm, weights, dWeights } = inputs;
  const { contexts, queries, q, c } = attentionSizes(inputs);
  const gradient = makeFloats(backend, dot.shape);
  // Along the other axis a masked row has weights of 0, and so gradients of 0.
  const mask = overQuery ? inputs.queryMask : inputs.contextMask;
  const parts = makeFloats(backend, [contexts * queries * (q + c)]);
  dispatch(backend, {
    shader: blockShader(leaky, overQuery, mask !== undefined),
    reads: [dot, queryNorm, contextNorm, weights, dWeights, ...(mask === undefined ? [] : [mask])],
    writes: [gradient, parts],
    uniforms: [contexts, queries, q, c, alpha],
    groups: [queries, contexts],
  });
  const norms = [queryNorm, contextNorm].map(({ shape }) => makeFloats(backend, shape));
  dispatch(backend, {
    shader: normShader,
    reads: [parts],
    writes: norms,
    uniforms: [contexts, queries, q, c],
    groups: [Math.ceil(Math.max(queries * q, contexts * c) / ATTENTION_THREADS)],
  });
  backend.disposeData(parts.dataId);
  return [gradient, ...norms];
}

function blockShader(leaky: boolean, overQuery: boolean, hasMask: boolean): Shader {
  const masks: Masks = { query: overQuery && hasMask, context: !overQuery && hasMask };
  const at = '(x * uniforms.queries * uniforms.q + y * uniforms.q + i) * uniforms.c + j';
  const threads = ATTENTION_THREADS;
  const finish = `
      var dr = dDot[dotAt(x, y, i, j)] / divisor - clipped(x, y, i, j, s) * perLength;
      if (${overQuery ? 'queryMasked(y, i)' : 'contextMasked(x, j)'}) { dr = 0.0; }`;
  return shaderOnce(`AttentionWeightsGrad ${leaky} ${overQuery} ${hasMask}`, () => ({
    reads: {
      ...{ dot_: 'f32', queryNorm: 'f32', contextNorm: 'f32', weights: 'f32', dWeights: 'f32' },
      ...(masks.query && { queryMask: 'f32' }),
      ...(masks.context && { contextMask: 'f32' }),
    },
    writes: { dDot: 'f32', parts: 'f32' },
    uniforms: { contexts: 'u32', queries: 'u32', q: 'u32', c: 'u32', alpha: 'f32' },
    workgroup: [threads, 1],
    declarations: `${similarityFunctions(leaky, overQuery, masks)}
// The second factor of the norm's own gradient; the norm has no derivative at 0.
fn perLengthOf(along: f32, divisor: f32, length: f32) -> f32 {
  if (length > 0.0) { return along / (divisor * divisor * length); }
  return 0.0;
}`,
    main: `
  let y = group.x;
  let x = group.y;
  // The gradient of z, in place of that of the inner products.
  for (var i = index; i < uniforms.q; i += ${threads}u) {
    var mean = 0.0;
    for (var j = 0u; j < uniforms.c; j++) { mean += weights[${at}] * dWeights[${at}]; }
    for (var j = 0u; j < uniforms.c; j++) {
      dDot[dotAt(x, y, i, j)] = uniforms.alpha * weights[${at}] * (dWeights[${at}] - mean);
    }
  }
  storageBarrier();
  for (var ${overQuery ? 'j' : 'i'} = index; ${overQuery ? 'j < uniforms.c; j' : 'i < uniforms.q; i'} += ${threads}u) {
    var squares = 0.0;
    var along = 0.0;
    for (var ${overQuery ? 'i = 0u; i < uniforms.q; i' : 'j = 0u; j < uniforms.c; j'}++) {
      let r = clipped(x, y, i, j, similarity(x, y, i, j));
      squares += r * r;
      along += r * dDot[dotAt(x, y, i, j)];
    }
    let length = sqrt(squares);
    let divisor = length + 1e-8;
    let perLength = perLengthOf(along, divisor, length);
    for (var ${overQuery ? 'i = 0u; i < uniforms.q; i' : 'j = 0u; j < uniforms.c; j'}++) {
      let s = similarity(x, y, i, j);${finish}
      let slope = select(${leaky ? '0.1' : '0.0'}, 1.0, s > 0.0);
      dDot[dotAt(x, y, i, j)] = dr * slope / max(normProduct(x, y, i, j), 1e-8);
    }
  }
  storageBarrier();
  let part = (x * uniforms.queries + y) * (uniforms.q + uniforms.c);
  for (var i = index; i < uniforms.q; i += ${threads}u) {
    var sum = 0.0;
    for (var j = 0u; j < uniforms.c; j++) {
      if (normProduct(x, y, i, j) > 1e-8) {
        sum -= dDot[dotAt(x, y, i, j)] * similarity(x, y, i, j) * contextNorm[x * uniforms.c + j];
      }
    }
    parts[part + i] = sum;
  }
  for (var j = index; j < uniforms.c; j += ${threads}u) {
    var sum = 0.0;
    for (var i = 0u; i < uniforms.q; i++) {
      if (normProduct(x, y, i, j) > 1e-8) {
        sum -= dDot[dotAt(x, y, i, j)] * similarity(x, y, i, j) * queryNorm[y * uniforms.q + i];
      }
    }
    parts[part + uniforms.q + j] = sum;
  }`,
  }));
}

/** The norms' gradients from the parts of all pairs of items. */
const normShader: Shader = {
  key: 'AttentionWeightsGradNorms',
  reads: { parts: 'f32' },
  writes: { dQueryNorm: 'f32', dContextNorm: 'f32' },
  uniforms: { contexts: 'u32', queries: 'u32', q: 'u32', c: 'u32' },
  workgroup: [ATTENTION_THREADS, 1],
  main: `
  let at = group.x * ${ATTENTION_THREADS}u + index;
  let size = uniforms.q + uniforms.c;
  if (at < uniforms.queries * uniforms.q) {
    let y = at / uniforms.q;
    var sum = 0.0;
    for (var x = 0u; x < uniforms.contexts; x++) { sum += parts[(x * uniforms.queries + y) * size + at % uniforms.q]; }
    dQueryNorm[at] = sum;
  }
  if (at < uniforms.contexts * uniforms.c) {
    let first = at / uniforms.c * uniforms.queries;
    var sum = 0.0;
    for (var y = 0u; y < uniforms.queries; y++) { sum += parts[(first + y) * size + uniforms.q + at % uniforms.c]; }
    dContextNorm[at] = sum;
  }`,
};
