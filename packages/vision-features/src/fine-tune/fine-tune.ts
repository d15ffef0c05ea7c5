import { abortSignal, callback, checkOptions, integer, object, positive } from '@rs-sam/foundation/options';
import { mulberry32Numbers, sampleIndices } from '@rs-sam/foundation/random';
import { tidy, train as trainers, type Variable, variableGrads } from '@tensorflow/tfjs-core';
import { FineTuningDivergedError } from './diverged-error';
import type { FineTuned, FineTuneEpoch, FineTuneOptions, TunedWeights } from './fine-tune-options';
import { sceneClassifier } from './scene-classifier';

/** The rules of the options that a user of {@link fineTune} or `fineTuneBackbone` sets. */
export const fineTuneRules = {
  classCount: integer(1),
  train: object('images and labels'),
  validation: object('images and labels'),
  epochs: integer(1),
  batchSize: integer(1),
  learningRate: positive,
  seed: integer(0),
  onStep: callback,
  onEpoch: callback,
  signal: abortSignal,
};

/**
 * min −(1/n) Σ log softmax(W · mean over cells of upper(m) + b)_y over the upper layers, W and b, with Adam. The epoch with the highest
 * accuracy on the validation maps is kept; of equal ones the first.
 *
 * Normalisations use the statistics that they were trained with: those of a few aerial images would be worse. W and b start at zero and
 * the order of the images comes from the seed: the same maps give the same weights on the same engine. It runs on the current engine of
 * tfjs; `wasm` needs `prepareBackend` of `@rs-sam/tfjs-backend`, which adds the gradient of a convolution's kernel.
 *
 * @throws {InvalidOptionError}
 * @throws {FineTuningDivergedError}
 * @throws The reason of `signal`, between two steps.
 */
export async function fineTune(options: FineTuneOptions): Promise<FineTuned> {
  checkOptions('fineTune', { ...fineTuneRules, upper: object('the result of upperBlocks') }, options, [
    ...['upper', 'classCount', 'train', 'validation'],
  ]);
  const { upper, classCount, train, validation, signal } = options;
  const { epochs = 10, batchSize = 16, learningRate = 1e-4, seed = 1 } = options;
  const classifier = sceneClassifier(upper, classCount);
  const optimizer = trainers.adam(learningRate);
  const random = mulberry32Numbers(seed);
  const steps = Math.ceil(train.labels.length / batchSize);
  const history: FineTuneEpoch[] = [];
  let best: { weights: TunedWeights; epoch: FineTuneEpoch } | undefined;
  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const order = sampleIndices(train.labels.length, train.labels.length, random);
      let sum = 0;
      for (let step = 0; step < steps; step++) {
        signal?.throwIfAborted();
        const images = order.slice(step * batchSize, (step + 1) * batchSize);
        const maps = await train.read(images);
        const labels = images.map((image) => train.labels[image] as number);
        const loss = tidy(() => {
          const { value, grads } = variableGrads(
            () => classifier.loss(maps, labels),
            classifier.variables as Variable[],
          );
          optimizer.applyGradients(grads as unknown as Parameters<typeof optimizer.applyGradients>[0]);
          return value.dataSync()[0] as number;
        });
        if (!Number.isFinite(loss)) throw new FineTuningDivergedError(epoch, learningRate);
        sum += loss * images.length;
        options.onStep?.((epoch - 1) * steps + step + 1, epochs * steps);
      }
      const predicted = await classifier.predict(validation, batchSize);
      const right = predicted.filter((label, i) => label === validation.labels[i]).length;
      const result = { epoch, loss: sum / order.length, validationAccuracy: right / validation.labels.length };
      history.push(result);
      const better = best === undefined || result.validationAccuracy > best.epoch.validationAccuracy;
      if (better) best = { weights: classifier.weights(), epoch: result };
      await options.onEpoch?.(result, better && best ? best.weights : null);
    }
  } finally {
    optimizer.dispose();
    classifier.dispose();
  }
  const { weights, epoch } = best as NonNullable<typeof best>;
  return { weights, epoch: epoch.epoch, history };
}
