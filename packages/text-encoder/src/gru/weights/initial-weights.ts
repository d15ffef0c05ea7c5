import { randomNormal, randomUniform, type Tensor1D, type Tensor2D, tidy, zeros } from '@tensorflow/tfjs-core';
import { gruWeightsFromKeras } from './from-keras';
import type { GruSize, GruWeights } from './gru-weights';
import { orthogonalRows } from './orthogonal-rows';

/**
 * Random weights of one direction, with the distributions of the convention's own library.
 *
 * - Keras (`resetAfter` false): kernel uniform within ±√(6 / (I + 3H)) (Glorot), recurrent kernel orthogonal, biases 0.
 * - PyTorch (`resetAfter` true): everything uniform within ±1/√H.
 *
 * @param nextSeed - Gives the seed of each draw; `undefined` for a random seed.
 */
export function gruInitialWeights(
  { inputDim, units, resetAfter }: GruSize,
  nextSeed: () => number | undefined,
): GruWeights {
  const width = 3 * units;
  const uniform = <T extends Tensor1D | Tensor2D>(shape: T['shape'], limit: number): T =>
    randomUniform(shape, -limit, limit, 'float32', nextSeed()) as unknown as T;
  const limit = 1 / Math.sqrt(units);
  const keras = tidy(() =>
    resetAfter
      ? {
          kernel: uniform<Tensor2D>([inputDim, width], limit),
          recurrentKernel: uniform<Tensor2D>([units, width], limit),
          bias: uniform<Tensor2D>([2, width], limit),
        }
      : {
          kernel: uniform<Tensor2D>([inputDim, width], Math.sqrt(6 / (inputDim + width))),
          recurrentKernel: orthogonalRows(randomNormal([units, width], 0, 1, 'float32', nextSeed())),
          bias: zeros([width]) as Tensor1D,
        },
  );
  const weights = gruWeightsFromKeras(keras);
  for (const tensor of Object.values(keras)) tensor.dispose();
  return weights;
}
