import {
  add,
  argMax,
  keep,
  losses,
  matMul,
  mean,
  oneHot,
  type Scalar,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor4d,
  tidy,
  type Variable,
  variable,
  zeros,
} from '@tensorflow/tfjs-core';
import type { WeightArray } from '../weights/weight-set';
import type { LabelledMaps } from './fine-tune-options';
import type { UpperBlocks } from './upper-blocks';

/** Upper blocks with a linear classifier on the mean of their last map. */
export interface SceneClassifier {
  /** Of the upper blocks and of the classifier. */
  readonly variables: readonly Variable[];
  /** The mean cross entropy of images with these maps. */
  loss(maps: Float32Array, labels: readonly number[]): Scalar;
  /** The class of every image. */
  predict(images: LabelledMaps, batchSize: number): Promise<number[]>;
  /** Present weights, by `layer/weight`. */
  weights(): ReadonlyMap<string, WeightArray>;
  /** Disposes the classifier; the upper blocks stay. */
  dispose(): void;
}

/** `logits = W · mean over cells of upper(m) + b`; W and b start at zero. */
export function sceneClassifier(upper: UpperBlocks, classCount: number): SceneClassifier {
  const { depth } = upper;
  const [kernel, bias] = tidy(() => [
    keep(variable(zeros([depth, classCount]))),
    keep(variable(zeros([classCount]))),
  ]) as [Variable, Variable];

  const logits = (maps: Float32Array): Tensor2D => {
    const [rows, columns, channels] = upper.inputShape;
    const last = upper.apply(tensor4d(maps, [maps.length / (rows * columns * channels), rows, columns, channels]));
    return add(matMul(mean(last, [1, 2]) as Tensor2D, kernel as unknown as Tensor2D), bias);
  };
  return {
    variables: [...upper.variables, kernel, bias],
    loss: (maps, labels) =>
      losses.softmaxCrossEntropy(oneHot(tensor1d([...labels], 'int32'), classCount), logits(maps)) as Scalar,
    predict: async ({ labels, read }, batchSize) => {
      const result: number[] = [];
      for (let from = 0; from < labels.length; from += batchSize) {
        const images = Array.from({ length: Math.min(batchSize, labels.length - from) }, (_, i) => from + i);
        const maps = await read(images);
        result.push(...tidy(() => [...(argMax(logits(maps), 1) as Tensor1D).dataSync()]));
      }
      return result;
    },
    weights: () =>
      new Map([
        ...upper.weights(),
        ['predictions/kernel', { shape: [depth, classCount], values: valuesOf(kernel) }],
        ['predictions/bias', { shape: [classCount], values: valuesOf(bias) }],
      ]),
    dispose: () => {
      kernel.dispose();
      bias.dispose();
    },
  };
}

const valuesOf = (one: Variable) => Float32Array.from(one.dataSync() as Float32Array);
