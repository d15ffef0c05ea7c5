import { type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { dispatch, makeFloats } from './dispatch';
import type { GpuBackend } from './gpu-backend';
import type { Shader } from './shader';

const THREADS = 256;

/** Numbers that a workgroup converts. */
const PER_GROUP = 8 * THREADS;

/**
 * The kernel `Cast` from integers and truth values to floats, as a copy. tfjs renames the type and keeps the integers in the buffer, which its
 * own shaders know of; ours read floats.
 *
 * @returns undefined for other types: use tfjs's own kernel.
 */
export function castToFloats(x: TensorInfo, dtype: DataType, backend: GpuBackend): TensorInfo | undefined {
  const isWhole = x.dtype === 'int32' || x.dtype === 'bool';
  const size = util.sizeFromShape(x.shape);
  if (!isWhole || dtype !== 'float32' || size === 0) return undefined;
  const result = makeFloats(backend, x.shape);
  dispatch(backend, {
    ...{ shader, reads: [x], writes: [result], uniforms: [size] },
    groups: [Math.ceil(size / PER_GROUP)],
  });
  return result;
}

const shader: Shader = {
  key: 'CastToFloats',
  reads: { x: 'i32' },
  writes: { y: 'f32' },
  uniforms: { size: 'u32' },
  workgroup: [THREADS, 1],
  main: `
  let end = min(uniforms.size, (group.x + 1u) * ${PER_GROUP}u);
  for (var at = group.x * ${PER_GROUP}u + index; at < end; at += ${THREADS}u) { y[at] = f32(x[at]); }`,
};
