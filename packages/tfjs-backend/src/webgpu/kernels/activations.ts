/**
 * `sigmoid4` and `tanh4` of four numbers. The exponential has no positive argument, so that it cannot overflow: what a GPU makes of an
 * infinity differs from one to the next. A NaN stays one.
 */
export const ACTIVATIONS = `
fn sigmoid4(x: vec4<f32>) -> vec4<f32> {
  let e = exp(-abs(x));
  return select(vec4(1.0), e, x < vec4(0.0)) / (1.0 + e);
}
fn tanh4(x: vec4<f32>) -> vec4<f32> {
  let e = exp(-2.0 * abs(x));
  let t = (1.0 - e) / (1.0 + e);
  return select(t, -t, x < vec4(0.0));
}`;

/** `candidate4`, the activation of the new memory cell, and `candidateSlope4`, its derivative at a result. */
export function candidateFunctions(candidate: 'sigmoid' | 'tanh'): string {
  return `${ACTIVATIONS}
fn candidate4(x: vec4<f32>) -> vec4<f32> { return ${candidate}4(x); }
fn candidateSlope4(n: vec4<f32>) -> vec4<f32> { return ${candidate === 'tanh' ? '1.0 - n * n' : 'n * (1.0 - n)'}; }`;
}
