import { mulberry32Numbers, sampleIndices } from '@rs-sam/foundation/random';
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
  train as trainers,
  type Variable,
  variable,
  variableGrads,
  zeros,
} from '@tensorflow/tfjs-core';
import type { WeightArray } from '../weights/weight-set';
import type { UpperBlocks } from './upper-blocks';

/** Maps of the frozen layer and their classes. */
export interface LabelledMaps {
  /** Numbers of the classes, from 0. */
  readonly labels: Int32Array;
  /** Maps by number, [n, rows, columns, channels]: from a feature store that was extracted at the frozen layer. */
  read(images: readonly number[]): Promise<Float32Array>;
}

export interface FineTuneOptions {
  readonly upper: UpperBlocks;
  /** How many there are. */
  readonly classes: number;
  readonly train: LabelledMaps;
  /** Decides which epoch is kept. */
  readonly validation: LabelledMaps;
  /** Default: 10. */
  readonly epochs?: number;
  /** Images in a step. Default: 16. */
  readonly batch?: number;
  /** Adam's. Default: 1e-4. */
  readonly learningRate?: number;
  /** Order of the images. Default: 1. */
  readonly seed?: number;
  readonly onStep?: (done: number, total: number) => void;
  /** After each epoch; `best` has its weights where it is the best so far. */
  readonly onEpoch?: (epoch: FineTuneEpoch, best: TunedWeights | null) => Promise<void> | void;
  readonly signal?: AbortSignal;
}

export interface FineTuneEpoch {
  readonly epoch: number;
  /** Mean cross entropy of the training images, each as it was met. */
  readonly loss: number;
  readonly validationAccuracy: number;
}

/** Of the upper layers and of the classifier, `predictions/kernel` and `predictions/bias`. */
export type TunedWeights = ReadonlyMap<string, WeightArray>;

export interface FineTuned {
  readonly weights: TunedWeights;
  /** The epoch that they are of. */
  readonly epoch: number;
  readonly history: readonly FineTuneEpoch[];
}

/** A step's loss is no number any more. */
export class DivergedError extends Error {
  override readonly name = 'DivergedError';

  constructor(
    readonly epoch: number,
    readonly learningRate: number,
  ) {
    super(`The loss is no number any more in epoch ${epoch}. Take a smaller learning rate than ${learningRate}.`);
  }
}

/**
 * min −(1/n) Σ log softmax(W · mean over cells of upper(m) + b)_y over the upper layers, W and b, with Adam; the epoch that is best on
 * the validation maps is kept, of equals the first.
 *
 * Normalisations work with the statistics that they were trained with: those of a few aerial images would be worse. W and b begin at
 * zero, the order of the images comes from the seed: the same maps give the same weights on the same engine. On tfjs's current
 * engine; `wasm` needs `prepareBackend` of `@rs-sam/tfjs-backend`, which brings the gradient of a convolution's kernel.
 *
 * @throws {DivergedError}
 * @throws The signal's reason, between two steps.
 */
export async function fineTune(options: FineTuneOptions): Promise<FineTuned> {
  const { upper, classes, train, validation, epochs = 10, batch = 16, learningRate = 1e-4, seed = 1, signal } = options;
  const head = classifier(upper.depth, classes);
  const optimizer = trainers.adam(learningRate);
  const variables = [...upper.variables, head.kernel, head.bias];
  const random = mulberry32Numbers(seed);
  const steps = Math.ceil(train.labels.length / batch);
  const history: FineTuneEpoch[] = [];
  let best: { weights: TunedWeights; epoch: FineTuneEpoch } | undefined;
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const order = sampleIndices(train.labels.length, train.labels.length, random);
      let sum = 0;
      for (let step = 0; step < steps; step++) {
        signal?.throwIfAborted();
        const images = order.slice(step * batch, (step + 1) * batch);
        const maps = await train.read(images);
        const loss = tidy(() => {
          const { value, grads } = variableGrads(
            () => lossOf(logits(upper, head, maps), train.labels, images, classes),
            variables,
          );
          optimizer.applyGradients(grads as unknown as Parameters<typeof optimizer.applyGradients>[0]);
          return value.dataSync()[0] as number;
        });
        if (!Number.isFinite(loss)) throw new DivergedError(epoch, learningRate);
        sum += loss * images.length;
        options.onStep?.((epoch - 1) * steps + step + 1, epochs * steps);
      }
      const predicted = await predictTuned(upper, head, validation, batch);
      const right = predicted.filter((label, i) => label === validation.labels[i]).length;
      const result = { epoch, loss: sum / order.length, validationAccuracy: right / validation.labels.length };
      history.push(result);
      const better = best === undefined || result.validationAccuracy > best.epoch.validationAccuracy;
      if (better) best = { weights: new Map([...upper.weights(), ...head.weights()]), epoch: result };
      await options.onEpoch?.(result, better && best ? best.weights : null);
    }
  } finally {
    optimizer.dispose();
    head.dispose();
  }
  if (best === undefined) throw new RangeError(`epochs is ${epochs}; it has to be at least 1.`);
  return { weights: best.weights, epoch: best.epoch.epoch, history };
}

interface Head {
  readonly kernel: Variable;
  readonly bias: Variable;
  weights(): [string, WeightArray][];
  dispose(): void;
}

function classifier(depth: number, classes: number): Head {
  const [kernel, bias] = tidy(() => [keep(variable(zeros([depth, classes]))), keep(variable(zeros([classes])))]) as [
    Variable,
    Variable,
  ];
  const valuesOf = (one: Variable) => Float32Array.from(one.dataSync() as Float32Array);
  return {
    kernel,
    bias,
    weights: () => [
      ['predictions/kernel', { shape: [depth, classes], values: valuesOf(kernel) }],
      ['predictions/bias', { shape: [classes], values: valuesOf(bias) }],
    ],
    dispose: () => {
      kernel.dispose();
      bias.dispose();
    },
  };
}

function logits(upper: UpperBlocks, { kernel, bias }: Pick<Head, 'kernel' | 'bias'>, maps: Float32Array): Tensor2D {
  const [rows, columns, channels] = upper.inputShape;
  const last = upper.apply(tensor4d(maps, [maps.length / (rows * columns * channels), rows, columns, channels]));
  return add(matMul(mean(last, [1, 2]) as Tensor2D, kernel as unknown as Tensor2D), bias);
}

function lossOf(scores: Tensor2D, labels: Int32Array, images: readonly number[], classes: number): Scalar {
  const own = tensor1d(
    images.map((image) => labels[image] as number),
    'int32',
  );
  return losses.softmaxCrossEntropy(oneHot(own, classes), scores) as Scalar;
}

async function predictTuned(
  upper: UpperBlocks,
  head: Head,
  { labels, read }: LabelledMaps,
  batch: number,
): Promise<number[]> {
  const result: number[] = [];
  for (let from = 0; from < labels.length; from += batch) {
    const images = Array.from({ length: Math.min(batch, labels.length - from) }, (_, i) => from + i);
    const maps = await read(images);
    result.push(...tidy(() => [...(argMax(logits(upper, head, maps), 1) as Tensor1D).dataSync()]));
  }
  return result;
}
