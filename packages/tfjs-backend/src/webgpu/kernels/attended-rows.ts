/** Query rows of one workgroup of `attendedRows`. */
export const ROWS = 16;
/** Of them, those of one thread. */
const ROWS_PER_THREAD = 4;
/** Threads side by side, each for four columns. */
export const LANES = 64;
/** Context rows whose weights are in workgroup memory at a time. */
const CHUNK = 64;

/**
 * WGSL that computes, for sixteen query rows u and one context x, `Σ_j a_j X[x, j]` of the context and its two parts of the gate, for four
 * columns and four rows a thread: every value that is read from the context serves four rows. It takes 256 columns at a time.
 *
 * The code has `attention [X, U, c]`, `context`, `contextGate`, `contextCandidate [X, c, D]` in fours, the uniforms `rows` U, `context` c
 * and `fours` D / 4, and `scratch`, an array in workgroup memory of at least 1024 floats. `each` runs for each row of a thread with the
 * three sums `e`, `g`, `n`, the number `r` of the row among those of the thread, its number `u`, and the column `d` in fours; it is
 * skipped for rows and columns beyond the end.
 *
 * @param isUsed a condition on `u` and `x`: a workgroup none of whose rows fulfils it runs `nothing` and ends.
 */
export function attendedRows(isUsed: string, nothing: string, each: string): string {
  const rows = Array.from({ length: ROWS_PER_THREAD }, (_, r) => r);
  return `
  let x = group.y;
  let firstRow = group.x * ${ROWS}u;
  let lane = index % ${LANES}u;
  let quad = index / ${LANES}u;
  if (index == 0u) { atomicStore(&anyUsed, 0u); }
  workgroupBarrier();
  if (index < ${ROWS}u) {
    let u = firstRow + index;
    if (u < uniforms.rows && ${isUsed}) { atomicStore(&anyUsed, 1u); }
  }
  workgroupBarrier();
  if (index == 0u) { isNeeded = atomicLoad(&anyUsed); }
  if (workgroupUniformLoad(&isNeeded) == 0u) {
    ${nothing}
    return;
  }
  let chunks = (uniforms.context + ${CHUNK - 1}u) / ${CHUNK}u;
  for (var turn = 0u; turn * ${LANES}u < uniforms.fours; turn++) {
    let d = turn * ${LANES}u + lane;
    ${rows.map((r) => `var e${r} = vec4(0.0); var g${r} = vec4(0.0); var n${r} = vec4(0.0);`).join('\n    ')}
    for (var chunk = 0u; chunk < chunks; chunk++) {
      let first = chunk * ${CHUNK}u;
      let count = min(${CHUNK}u, uniforms.context - first);
      // The weights of one chunk serve all turns.
      if (turn == 0u || chunks > 1u) {
        workgroupBarrier();
        for (var i = index; i < ${ROWS}u * count; i += ${(LANES * ROWS) / ROWS_PER_THREAD}u) {
          let row = i / count;
          let j = i % count;
          let u = firstRow + row;
          var a = 0.0;
          if (u < uniforms.rows) { a = attention[(x * uniforms.rows + u) * uniforms.context + first + j]; }
          scratch[j * ${ROWS}u + row] = a;
        }
        workgroupBarrier();
      }
      if (d < uniforms.fours) {
        for (var j = 0u; j < count; j++) {
          let at = (x * uniforms.context + first + j) * uniforms.fours + d;
          let c = context[at];
          let cg = contextGate[at];
          let cn = contextCandidate[at];
          ${rows
            .map(
              (r) =>
                `let a${r} = scratch[j * ${ROWS}u + quad * ${ROWS_PER_THREAD}u + ${r}u]; e${r} += a${r} * c; g${r} += a${r} * cg; n${r} += a${r} * cn;`,
            )
            .join('\n          ')}
        }
      }
    }
    if (d < uniforms.fours) {
      ${rows
        .map(
          (r) => `{
        const r = ${r}u;
        let u = firstRow + quad * ${ROWS_PER_THREAD}u + r;
        let e = e${r}; let g = g${r}; let n = n${r};
        if (u < uniforms.rows) { ${each} }
      }`,
        )
        .join('\n      ')}
    }
  }`;
}

/** The variables in workgroup memory that `attendedRows` needs besides `scratch`. */
export const ATTENDED_ROWS_MEMORY = 'var<workgroup> anyUsed: atomic<u32>;\nvar<workgroup> isNeeded: u32;';

/** Threads of a workgroup of `attendedRows`. */
export const ATTENDED_ROWS_WORKGROUP = [LANES * (ROWS / ROWS_PER_THREAD), 1] as const;
