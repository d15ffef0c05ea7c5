import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GradientScaleAttributes } from '../../training-step-kernels';
import { dispatch, makeFloats } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import { sumOfThreads } from './l2-normalize';
import { groupsOfMany, MANY_THREADS, type ManyTensors, runMany } from './many-tensors';
import { type Shader, shaderOnce } from './shader';

/** The kernel `GradientScale`: `[scale, outcome]`. Each workgroup sums the squares of its elements; the last dispatch adds these sums up. */
export function gradientScale(
  inputs: Readonly<Record<string, TensorInfo>>,
  { count, limit }: GradientScaleAttributes,
  backend: GpuBackend,
): TensorInfo[] {
  const gradients = Array.from({ length: count }, (_, i) => inputs[i] as TensorInfo);
  const groups = groupsOfMany(gradients);
  const sums = makeFloats(backend, [Math.max(1, groups)]);
  const items = gradients.map((gradient) => ({ gradient }));
  runMany(backend, squares, items, { results: [sums] }, (firstGroup) => [firstGroup]);
  const [scale, outcome] = [makeFloats(backend, []), makeFloats(backend, [2])];
  dispatch(backend, {
    shader: scaleShader(limit !== null),
    reads: [inputs.loss as TensorInfo, sums],
    writes: [scale, outcome],
    uniforms: [groups, ...(limit === null ? [] : [limit])],
    groups: [1],
  });
  backend.disposeData(sums.dataId);
  return [scale, outcome];
}

const squares: ManyTensors = {
  key: 'SumsOfSquares',
  reads: ['gradient'],
  writes: [],
  shared: {},
  results: { sums: 'f32' },
  uniforms: { firstGroup: 'u32' },
  declarations: sumOfThreads(MANY_THREADS),
  begin: 'var sum = 0.0;',
  element: (name) => `sum += ${name('gradient')}[at] * ${name('gradient')}[at];`,
  end: `let total = sumOf(sum, index);
  if (index == 0u) { sums[uniforms.firstGroup + group.x] = total; }`,
};

function scaleShader(isLimited: boolean): Shader {
  return shaderOnce(`GradientScale ${isLimited}`, () => ({
    reads: { loss: 'f32', sums: 'f32' },
    writes: { scale: 'f32', outcome: 'f32' },
    uniforms: { count: 'u32', ...(isLimited && { limit: 'f32' as const }) },
    workgroup: [MANY_THREADS, 1],
    declarations: sumOfThreads(MANY_THREADS),
    main: `
  var sum = 0.0;
  for (var i = index; i < uniforms.count; i += ${MANY_THREADS}u) { sum += sums[i]; }
  let norm = sqrt(sumOf(sum, index));
  if (index == 0u) {
    ${isLimited ? 'scale[0] = select(1.0, uniforms.limit / (norm + 1e-6), norm > uniforms.limit);' : 'scale[0] = 1.0;'}
    outcome[0] = loss[0];
    outcome[1] = norm;
  }`,
  }));
}
