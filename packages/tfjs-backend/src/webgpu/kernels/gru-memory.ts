/** Threads of a workgroup, which computes all steps of one sequence. */
export const GRU_THREADS = 256;

/** How the products of one step are divided among the threads of a workgroup. */
export interface GruSplit {
  /** Parts of the sum over the previous state; each part is a sum of its own in workgroup memory. */
  readonly parts: number;
  /** Bytes of workgroup memory. */
  readonly bytes: number;
}

/** The division for a number of units: as many parts as give every thread some work and fit into 8 KiB. */
export function gruSplit(units: number): GruSplit {
  const parts = Math.max(1, Math.min(4, Math.floor(1024 / units)));
  return { parts, bytes: 4 * (2 * units * parts + 5 * units) };
}

/**
 * WGSL of `product(width, first)`: `partial[p · width + i] = Σ_k operand[k] matrix[first + k · width + i]` over part p of the k, for i from 0
 * to below `width`, which is a multiple of four; `count` is the number of all k. `total(width, i)` then adds the parts.
 */
export function gruProduct(name: string, matrix: string, operand: string, parts: number): string {
  return `
fn ${name}(width: u32, first: u32, count: u32, index: u32) {
  let fours = width / 4u;
  let each = (count + ${parts - 1}u) / ${parts}u;
  for (var task = index; task < fours * ${parts}u; task += ${GRU_THREADS}u) {
    let column = task % fours;
    let part = task / fours;
    var sum = vec4(0.0);
    let end = min(count, (part + 1u) * each);
    for (var k = part * each; k < end; k++) { sum += ${operand}[k] * ${matrix}[(first + k * width) / 4u + column]; }
    for (var i = 0u; i < 4u; i++) { partial[part * width + 4u * column + i] = sum[i]; }
  }
}`;
}

/** WGSL of the sum of the parts. */
export function gruTotal(parts: number): string {
  return `
fn total(width: u32, i: u32) -> f32 {
  var sum = partial[i];
  for (var part = 1u; part < ${parts}u; part++) { sum += partial[part * width + i]; }
  return sum;
}
fn sigmoid1(x: f32) -> f32 { return sigmoid4(vec4(x)).x; }`;
}
