import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { replaceKernel, stockKernel, type WebgpuCall } from './stock-kernel';

/**
 * Casts to float32 with new values.
 *
 * tfjs 4.22 leaves the values of an int32 or bool tensor in memory as integers when it casts them to float32, and notes the type beside
 * them, which its own shaders look up. Ours read every tensor of the type float32 as floats.
 */
export function castToFloat(): void {
  const stock = stockKernel<{ x: TensorInfo }, { dtype: DataType }>('Cast');
  const copy = stockKernel<{ x: TensorInfo }, { alpha: number }>('LeakyRelu');
  replaceKernel('Cast', (call: WebgpuCall<{ x: TensorInfo }, { dtype: DataType }>) => {
    const { inputs, attrs, backend } = call;
    const { x } = inputs;
    if (attrs.dtype !== 'float32' || (x.dtype !== 'int32' && x.dtype !== 'bool')) return stock(call);
    const { values } = backend.tensorMap.get(x.dataId);
    if (values != null) return backend.makeTensorInfo(x.shape, 'float32', Float32Array.from(values as Int32Array));
    // With a slope of 1 this is a copy, whose result is of floats whatever it reads.
    return copy({ inputs: { x }, backend, attrs: { alpha: 1 } });
  });
}
