import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { TripletLossAttributes, TripletLossInputs } from '../../triplet-loss-kernel';
import { dispatch, makeFloats } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import { sumOfThreads } from './l2-normalize';
import type { Shader } from './shader';

/** Threads of the only workgroup. */
const THREADS = 256;

/**
 * The kernel `TripletLoss`, see `triplet-loss-kernel.ts`, in one dispatch of one workgroup: first the hardest negative of every anchor,
 * direction and rule, then the gradient of every score.
 */
export function tripletLoss(
  { scores, valid }: TripletLossInputs<TensorInfo>,
  { margin }: TripletLossAttributes,
  backend: GpuBackend,
): TensorInfo[] {
  const [rules, batch] = valid.shape as [number, number];
  const [loss, gradient] = [makeFloats(backend, []), makeFloats(backend, [batch, batch])];
  const hardest = makeFloats(backend, [2, rules, batch]);
  dispatch(backend, {
    shader,
    reads: [scores, valid],
    writes: [loss, gradient, hardest],
    uniforms: [batch, rules, margin],
    groups: [1],
  });
  backend.disposeData(hardest.dataId);
  return [loss, gradient];
}

const shader: Shader = {
  key: 'TripletLoss',
  reads: { scores: 'f32', valid: 'f32' },
  // `hardest` has the place of the negative that an anchor is pulled from, and −1 where it adds nothing.
  writes: { loss: 'f32', gradient: 'f32', hardest: 'f32' },
  uniforms: { batch: 'u32', rules: 'u32', margin: 'f32' },
  workgroup: [THREADS, 1],
  declarations: `${sumOfThreads(THREADS)}
// The score of anchor i with j: of image i in direction 0, of caption i in direction 1.
fn scoreOf(direction: u32, i: u32, j: u32) -> f32 {
  return scores[select(i * uniforms.batch + j, j * uniforms.batch + i, direction == 1u)];
}
// A test of the bits, because a compiler may assume that no number is infinite or NaN.
fn isFinite(x: f32) -> bool { return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u; }`,
  main: `
  let batch = uniforms.batch;
  let anchors = uniforms.rules * batch;
  var sum = 0.0;
  for (var task = index; task < 2u * anchors; task += ${THREADS}u) {
    let direction = task / anchors;
    let rule = task % anchors / batch;
    let i = task % batch;
    var found = -1.0;
    var largest = 0.0;
    for (var j = 0u; j < batch; j++) {
      let s = scoreOf(direction, i, j);
      if (valid[(rule * batch + i) * batch + j] != 0.0 && (found < 0.0 || s > largest)) {
        found = f32(j);
        largest = s;
      }
    }
    let violation = uniforms.margin - scores[i * (batch + 1u)] + largest;
    if (found >= 0.0 && violation > 0.0) { sum += violation; } else { found = -1.0; }
    hardest[task] = found;
  }
  var bad = 0.0;
  for (var at = index; at < batch * batch; at += ${THREADS}u) { if (!isFinite(scores[at])) { bad = 1.0; } }
  let total = sumOf(sum, index);
  workgroupBarrier();
  let anyBad = sumOf(bad, index);
  if (index == 0u) {
    // The bits of NaN, which WGSL does not take as a constant.
    loss[0] = select(total, bitcast<f32>(0x7fc00000u | (uniforms.batch & 0u)), anyBad > 0.0);
  }
  storageBarrier();
  for (var at = index; at < batch * batch; at += ${THREADS}u) {
    let i = at / batch;
    let j = at % batch;
    var d = 0.0;
    for (var rule = 0u; rule < uniforms.rules; rule++) {
      let image = hardest[rule * batch + i];
      let caption = hardest[anchors + rule * batch + j];
      if (i == j) { d -= f32(image >= 0.0) + f32(caption >= 0.0); }
      if (image == f32(j)) { d += 1.0; }
      if (caption == f32(i)) { d += 1.0; }
    }
    gradient[at] = d;
  }`,
};
