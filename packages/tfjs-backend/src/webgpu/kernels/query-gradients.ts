import type { TensorInfo } from '@tensorflow/tfjs-core';
import { dispatch, groupsOfRows, makeFloats, ROW_OF_GROUP } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import type { PairRows } from './pair-rows';
import { type Shader, shaderOnce } from './shader';

/** Threads of a workgroup, each for four columns of a query row. */
const THREADS = 64;

/** The gradients of the query, unless it is frozen, and of its parts of gate and candidate: sums over the contexts, each [U, D]. */
export function queryGradients(
  dCosine: TensorInfo,
  { gate, candidate, query }: PairRows,
  backend: GpuBackend,
): TensorInfo[] {
  const [contexts, rows, depth] = gate.shape as [number, number, number];
  const pairs = query === undefined ? [gate, candidate] : [query, gate, candidate];
  const sums = pairs.map(() => makeFloats(backend, [rows, depth]));
  const [layerRows, layers] = groupsOfRows(rows);
  dispatch(backend, {
    shader: shaderFor(query !== undefined),
    reads: [dCosine, ...pairs],
    writes: sums,
    uniforms: [contexts, rows, depth / 4],
    groups: [layerRows, Math.ceil(depth / 4 / THREADS), layers],
  });
  return sums;
}

function shaderFor(withQuery: boolean): Shader {
  const names = [...(withQuery ? ['query'] : []), 'gate', 'candidate'];
  const each = (line: (name: string) => string) => names.map(line).join('\n    ');
  return shaderOnce(`GatedCosineGradQuery ${withQuery}`, () => ({
    reads: { dCosine: 'f32', ...Object.fromEntries(names.map((name) => [`${name}Pairs`, 'vec4<f32>'] as const)) },
    writes: Object.fromEntries(names.map((name) => [`${name}Sums`, 'vec4<f32>'] as const)),
    uniforms: { contexts: 'u32', rows: 'u32', fours: 'u32' },
    workgroup: [THREADS, 1],
    main: `
  let u = ${ROW_OF_GROUP};
  let d = group.y * ${THREADS}u + index;
  if (u >= uniforms.rows || d >= uniforms.fours) { return; }
  ${each((name) => `var ${name} = vec4(0.0);`)}
  for (var x = 0u; x < uniforms.contexts; x++) {
    let pair = x * uniforms.rows + u;
    // A pair without a gradient was never written.
    if (dCosine[pair] == 0.0) { continue; }
    ${each((name) => `${name} += ${name}Pairs[pair * uniforms.fours + d];`)}
  }
  ${each((name) => `${name}Sums[u * uniforms.fours + d] = ${name};`)}`,
  }));
}
