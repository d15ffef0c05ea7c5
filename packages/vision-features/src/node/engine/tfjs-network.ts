import { getBackend, type Tensor, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { layersModel } from '../../backbones/layers-model';
import { preprocess } from '../../backbones/preprocessing';
import type { RegionPlan } from '../../backbones/region-plan';
import type { FittedNetwork } from '../../weights/fit-weights';
import type { RegionNetwork } from './region-network';

/** tfjs has no engine to run on. */
export class NoEngineError extends Error {
  override readonly name = 'NoEngineError';

  constructor() {
    super(
      'There is no engine for the network: install onnxruntime-node, or call prepareBackend() of @rs-sam/tfjs-backend first.',
    );
  }
}

/**
 * Opens the network on tfjs's current engine.
 *
 * @throws NoEngineError where none is set.
 */
export function openTfjs(fitted: FittedNetwork, { preprocessing, inputSize }: RegionPlan): RegionNetwork {
  const engine: string | undefined = getBackend();
  if (!engine) throw new NoEngineError();
  const model = layersModel(fitted, inputSize);
  return {
    engine: `tfjs ${engine}`,
    run: async (pixels, count) => {
      const map = tidy(() => {
        const input = tensor4d(pixels, [count, inputSize, inputSize, 3]);
        return model.predictOnBatch(preprocess(input, preprocessing)) as Tensor;
      });
      try {
        return (await map.data()) as Float32Array;
      } finally {
        map.dispose();
      }
    },
    dispose: async () => {
      model.dispose();
    },
  };
}
