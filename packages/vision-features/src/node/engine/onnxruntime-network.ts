import { ONNX_INPUT } from './onnx-graph';
import { optionalModule } from './optional-module';
import type { RegionNetwork } from './region-network';

type Onnxruntime = typeof import('onnxruntime-node');

/**
 * Opens an ONNX model on onnxruntime-node through its public interface.
 *
 * @param threads - The number of threads of a convolution.
 * @returns undefined where onnxruntime-node is not installed.
 */
export async function openOnnxruntime(
  model: () => Uint8Array,
  inputSize: number,
  threads: number,
): Promise<RegionNetwork | undefined> {
  const runtime = optionalModule('onnxruntime-node') as Onnxruntime | undefined;
  if (runtime === undefined) return undefined;
  const session = await runtime.InferenceSession.create(model(), {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
  return {
    engine: `onnxruntime-node ${runtime.env.versions.node ?? ''}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    run: async (pixels, count) => {
      const input = new runtime.Tensor('float32', pixels, [count, inputSize, inputSize, 3]);
      const outputs = await session.run({ [ONNX_INPUT]: input });
      return session.outputNames.map((name) => outputs[name]?.data as Float32Array);
    },
    dispose: () => session.release(),
  };
}
