import { onnxruntime, openSession } from '@rs-sam/foundation/onnx';
import { ONNX_INPUT } from './onnx-graph';
import type { RegionNetwork } from './region-network';

/**
 * Opens an ONNX model of `onnxNetwork` on onnxruntime-node.
 *
 * @param threads - The number of threads of a convolution.
 * @returns undefined where onnxruntime-node is not installed.
 */
export async function openOnnxruntime(
  model: () => Uint8Array,
  inputSize: number,
  threads: number,
): Promise<RegionNetwork | undefined> {
  const installed = onnxruntime();
  if (installed === undefined) return undefined;
  const { runtime, session, engine } = await openSession(installed, model(), threads);
  return {
    engine,
    run: async (pixels, count) => {
      const input = new runtime.Tensor('float32', pixels, [count, inputSize, inputSize, 3]);
      const outputs = await session.run({ [ONNX_INPUT]: input });
      return session.outputNames.map((name) => outputs[name]?.data as Float32Array);
    },
    dispose: () => session.release(),
  };
}
