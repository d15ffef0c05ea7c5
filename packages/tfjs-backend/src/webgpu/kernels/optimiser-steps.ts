import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { AdamStepAttributes, DescentStepAttributes, MovingAveragesAttributes } from '../../training-step-kernels';
import type { GpuBackend } from './gpu-backend';
import { type Item, type ManyTensors, runMany } from './many-tensors';

/** The kernel `AdamStep`: `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`, `w ← w − rate m / (√(v / correction) + ε)`, in place. */
export function adamStep(
  inputs: Readonly<Record<string, TensorInfo>>,
  { count, beta1, beta2, rate, correction, epsilon }: AdamStepAttributes,
  backend: GpuBackend,
): TensorInfo[] {
  const items = itemsOf(inputs, count, ['value', 'gradient', 'first', 'second']);
  const shared = [inputs.scale as TensorInfo];
  runMany(backend, adam, items, { shared }, () => [beta1, beta2, rate, correction, epsilon]);
  return [];
}

/** The kernel `DescentStep`: `w ← w − rate g`, in place. */
export function descentStep(
  inputs: Readonly<Record<string, TensorInfo>>,
  { count, rate }: DescentStepAttributes,
  backend: GpuBackend,
): TensorInfo[] {
  const shared = [inputs.scale as TensorInfo];
  runMany(backend, descent, itemsOf(inputs, count, ['value', 'gradient']), { shared }, () => [rate]);
  return [];
}

/** The kernel `MovingAverages`: `a ← a + (1 − d) (x − a)`, in place. */
export function movingAverages(
  inputs: Readonly<Record<string, TensorInfo>>,
  { count, decay }: MovingAveragesAttributes,
  backend: GpuBackend,
): TensorInfo[] {
  runMany(backend, averages, itemsOf(inputs, count, ['average', 'value']), {}, () => [1 - decay]);
  return [];
}

/** The inputs `part/i` of each i. */
function itemsOf(inputs: Readonly<Record<string, TensorInfo>>, count: number, parts: readonly string[]): Item[] {
  return Array.from({ length: count }, (_, i) =>
    Object.fromEntries(parts.map((part) => [part, inputs[`${part}/${i}`] as TensorInfo])),
  );
}

const adam: ManyTensors = {
  key: 'AdamStep',
  reads: ['gradient'],
  writes: ['value', 'first', 'second'],
  shared: { scale: 'f32' },
  uniforms: { beta1: 'f32', beta2: 'f32', rate: 'f32', correction: 'f32', epsilon: 'f32' },
  isChanging: true,
  begin: 'let factor = scale[0];',
  element: (name) => `
      let g = factor * ${name('gradient')}[at];
      let m = uniforms.beta1 * ${name('first')}[at] + (1.0 - uniforms.beta1) * g;
      let v = uniforms.beta2 * ${name('second')}[at] + (1.0 - uniforms.beta2) * g * g;
      ${name('first')}[at] = m;
      ${name('second')}[at] = v;
      ${name('value')}[at] -= uniforms.rate * m / (sqrt(v / uniforms.correction) + uniforms.epsilon);`,
};

const descent: ManyTensors = {
  key: 'DescentStep',
  reads: ['gradient'],
  writes: ['value'],
  shared: { scale: 'f32' },
  uniforms: { rate: 'f32' },
  isChanging: true,
  begin: 'let factor = scale[0];',
  element: (name) => `${name('value')}[at] -= uniforms.rate * (factor * ${name('gradient')}[at]);`,
};

const averages: ManyTensors = {
  key: 'MovingAverages',
  reads: ['value'],
  writes: ['average'],
  shared: {},
  uniforms: { rest: 'f32' },
  element: (name) => `${name('average')}[at] += uniforms.rest * (${name('value')}[at] - ${name('average')}[at]);`,
};
