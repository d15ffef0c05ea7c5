import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { AttentionWeightsAttributes, AttentionWeightsInputs } from '../../attention-weights-kernel';
import { dispatch, makeFloats } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import { type Shader, shaderOnce } from './shader';

/** Threads of a workgroup, which computes the weights of one query item with one context. */
export const ATTENTION_THREADS = 64;

/**
 * The kernel `AttentionWeights`, see `attention-weights-kernel.ts` for its formula: `weights [X, Y·q, c]` in one dispatch.
 *
 * A workgroup computes the block [q, c] of one query item and one context in place, in four turns: the clipped similarities, their norms, the
 * exponentials, the weights.
 */
export function attentionWeights(
  inputs: AttentionWeightsInputs<TensorInfo>,
  { alpha, leaky, overQuery }: AttentionWeightsAttributes,
  backend: GpuBackend,
): TensorInfo {
  const { dot, queryNorm, contextNorm, queryMask, contextMask } = inputs;
  const { contexts, queries, q, c } = attentionSizes(inputs);
  const weights = makeFloats(backend, [contexts, queries * q, c]);
  const masks = { query: queryMask !== undefined, context: contextMask !== undefined };
  dispatch(backend, {
    shader: shaderFor(leaky, overQuery, masks),
    reads: [dot, queryNorm, contextNorm, queryMask, contextMask].filter((tensor) => tensor !== undefined),
    writes: [weights],
    uniforms: [contexts, queries, q, c, alpha],
    groups: [queries, contexts],
  });
  return weights;
}

/** X, Y, q and c. */
export function attentionSizes({
  queryNorm,
  contextNorm,
}: Pick<AttentionWeightsInputs<TensorInfo>, 'queryNorm' | 'contextNorm'>) {
  const [queries, q] = queryNorm.shape as [number, number];
  const [contexts, c] = contextNorm.shape as [number, number];
  return { contexts, queries, q, c };
}

/** Which masks there are. */
export interface Masks {
  readonly query: boolean;
  readonly context: boolean;
}

/** WGSL: `similarity`, `clip`, and the masks of a row as functions, of query row i of item y and row j of context x. */
export function similarityFunctions(leaky: boolean, overQuery: boolean, masks: Masks): string {
  const normalised = overQuery ? 'queryMasked(y, i)' : 'contextMasked(x, j)';
  return `
fn queryMasked(y: u32, i: u32) -> bool { return ${masks.query ? 'queryMask[y * uniforms.q + i] == 0.0' : 'false'}; }
fn contextMasked(x: u32, j: u32) -> bool { return ${masks.context ? 'contextMask[x * uniforms.c + j] == 0.0' : 'false'}; }
fn dotAt(x: u32, y: u32, i: u32, j: u32) -> u32 {
  return ((y * uniforms.q + i) * uniforms.contexts + x) * uniforms.c + j;
}
fn normProduct(x: u32, y: u32, i: u32, j: u32) -> f32 {
  return queryNorm[y * uniforms.q + i] * contextNorm[x * uniforms.c + j];
}
fn similarity(x: u32, y: u32, i: u32, j: u32) -> f32 {
  return dot_[dotAt(x, y, i, j)] / max(normProduct(x, y, i, j), 1e-8);
}
// Rows that are masked along the axis of the norm do not count.
fn clipped(x: u32, y: u32, i: u32, j: u32, s: f32) -> f32 {
  if (${normalised}) { return 0.0; }
  return ${leaky ? 'select(s, 0.1 * s, s < 0.0)' : 'select(s, 0.0, s < 0.0)'};
}`;
}

function shaderFor(leaky: boolean, overQuery: boolean, masks: Masks): Shader {
  const row = `weights[(x * uniforms.queries * uniforms.q + y * uniforms.q + i) * uniforms.c + j]`;
  return shaderOnce(`AttentionWeights ${leaky} ${overQuery} ${masks.query} ${masks.context}`, () => ({
    reads: {
      ...{ dot_: 'f32', queryNorm: 'f32', contextNorm: 'f32' },
      ...(masks.query && { queryMask: 'f32' }),
      ...(masks.context && { contextMask: 'f32' }),
    },
    writes: { weights: 'f32' },
    uniforms: { contexts: 'u32', queries: 'u32', q: 'u32', c: 'u32', alpha: 'f32' },
    workgroup: [ATTENTION_THREADS, 1],
    declarations: similarityFunctions(leaky, overQuery, masks),
    main: `
  let y = group.x;
  let x = group.y;
  let size = uniforms.q * uniforms.c;
  for (var at = index; at < size; at += ${ATTENTION_THREADS}u) {
    let i = at / uniforms.c;
    let j = at % uniforms.c;
    ${row} = clipped(x, y, i, j, similarity(x, y, i, j));
  }
  storageBarrier();
  ${
    overQuery
      ? `for (var j = index; j < uniforms.c; j += ${ATTENTION_THREADS}u) {
    var squares = 0.0;
    for (var i = 0u; i < uniforms.q; i++) { let s = ${row}; squares += s * s; }
    let divisor = sqrt(squares) + 1e-8;
    for (var i = 0u; i < uniforms.q; i++) { ${row} = uniforms.alpha * (${row} / divisor); }
  }
  storageBarrier();`
      : ''
  }
  for (var i = index; i < uniforms.q; i += ${ATTENTION_THREADS}u) {
    ${
      overQuery
        ? 'let scale = 1.0;'
        : `var squares = 0.0;
    for (var j = 0u; j < uniforms.c; j++) { let s = ${row}; squares += s * s; }
    let scale = uniforms.alpha / (sqrt(squares) + 1e-8);`
    }
    var largest = -3e38;
    for (var j = 0u; j < uniforms.c; j++) { if (!contextMasked(x, j)) { largest = max(largest, scale * ${row}); } }
    var total = 0.0;
    for (var j = 0u; j < uniforms.c; j++) {
      var e = 0.0;
      if (!contextMasked(x, j)) { e = exp(scale * ${row} - largest); }
      ${row} = e;
      total += e;
    }
    // Without a real context row, and for a padded query row, every weight is 0.
    var share = 0.0;
    if (total != 0.0 && !queryMasked(y, i)) { share = 1.0 / total; }
    for (var j = 0u; j < uniforms.c; j++) { ${row} *= share; }
  }`,
  }));
}
