import type { TensorInfo } from '@tensorflow/tfjs-core';
import { dispatch } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import { type Shader, shaderOnce } from './shader';

const THREADS = 256;

/** The state before each step, h₋: 0 for the first, otherwise that of the step read before it; all [R, H]. */
export function statesBefore(
  states: TensorInfo,
  before: TensorInfo,
  batch: number,
  reversed: boolean,
  backend: GpuBackend,
): void {
  const [rows, units] = states.shape as [number, number];
  dispatch(backend, {
    ...{ shader: shaderFor(reversed), reads: [states], writes: [before] },
    uniforms: [rows * units, batch * units],
    groups: [Math.ceil((rows * units) / THREADS)],
  });
}

function shaderFor(reversed: boolean): Shader {
  return shaderOnce(`GruPrevious ${reversed}`, () => ({
    reads: { states: 'f32' },
    writes: { previous: 'f32' },
    uniforms: { size: 'u32', stride: 'u32' },
    workgroup: [THREADS, 1],
    main: `
  let at = group.x * ${THREADS}u + index;
  if (at >= uniforms.size) { return; }
  var value = 0.0;
  ${
    reversed
      ? 'if (at + uniforms.stride < uniforms.size) { value = states[at + uniforms.stride]; }'
      : 'if (at >= uniforms.stride) { value = states[at - uniforms.stride]; }'
  }
  previous[at] = value;`,
  }));
}
