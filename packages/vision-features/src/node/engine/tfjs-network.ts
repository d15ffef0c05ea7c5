import { installCommand, RsSamError } from '@rs-sam/foundation/errors';
import { dispose, getBackend, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { RegionPlan } from '../../backbones/region-plan';
import { layersModel } from '../../tfjs/layers-model';
import { preprocess } from '../../tfjs/preprocess';
import type { FittedNetwork } from '../../weights/fit-weights';
import type { RegionNetwork } from './region-network';

/** Neither onnxruntime-node nor an engine of tfjs is available. */
export class NoEngineError extends RsSamError {
  override readonly name = 'NoEngineError';
  override readonly code = 'RS_SAM_NO_ENGINE';

  constructor(options?: ErrorOptions) {
    super(
      `There is no engine for the network. Run: ${installCommand('onnxruntime-node')}, or, slower: npm i @rs-sam/tfjs-backend @tensorflow/tfjs-backend-wasm`,
      options,
    );
  }
}

/**
 * Opens the network on the current engine of tfjs, or, where none is set, on the one that `@rs-sam/tfjs-backend` prepares.
 *
 * @throws NoEngineError where none is set and that package is not installed.
 */
export async function openTfjs(
  fitted: FittedNetwork,
  { preprocessing, inputSize, maps }: RegionPlan,
): Promise<RegionNetwork> {
  const engine = await currentEngine();
  const model = layersModel(fitted, inputSize, { outputs: maps.map(({ layer }) => layer) });
  return {
    engine: `tfjs ${engine}`,
    run: async (pixels, count) => {
      const outputs = tidy(() => {
        const input = tensor4d(pixels, [count, inputSize, inputSize, 3]);
        return [model.predictOnBatch(preprocess(input, preprocessing))].flat();
      });
      try {
        return (await Promise.all(outputs.map((map) => map.data()))) as Float32Array[];
      } finally {
        dispose(outputs);
      }
    },
    dispose: async () => {
      model.dispose();
    },
  };
}

async function currentEngine(): Promise<string> {
  const current: string | undefined = getBackend();
  if (current) return current;
  // A worker process of an extraction is a program of its own, so that nobody else sets its engine.
  const backend = await import('@rs-sam/tfjs-backend').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND') throw new NoEngineError({ cause: error });
    throw error;
  });
  return (await backend.prepareBackend()).tfjsBackend;
}
