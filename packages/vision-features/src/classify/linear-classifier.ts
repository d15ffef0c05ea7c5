import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { abortSignal, callback, checkOptions, listOf, nonNegative, object, text } from '@rs-sam/foundation/options';
import { type ClassificationReport, classificationReport } from './classification-report';
import {
  type LabelledFeatures,
  predictClasses,
  type SoftmaxWeights,
  trainSoftmaxRegression,
} from './softmax-regression';

export interface LinearClassifierOptions {
  /** The names of the classes; `labels` are indices into it. */
  readonly classNames: readonly string[];
  readonly train: LabelledFeatures;
  /** Selects λ and is used for nothing else. */
  readonly validation: LabelledFeatures;
  /** Values of λ. Default: powers of ten from 1e-2 to 1e-6. */
  readonly strengths?: readonly number[];
  /** After each value. */
  readonly onStrength?: (trial: StrengthTrial, done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface StrengthTrial {
  readonly l2: number;
  readonly validationAccuracy: number;
}

export interface LinearClassifier {
  readonly weights: SoftmaxWeights;
  readonly l2: number;
  readonly trials: readonly StrengthTrial[];
  test(features: LabelledFeatures): ClassificationReport;
}

const rules = {
  classNames: listOf(text('a name'), 'a list of names'),
  train: object('features and labels'),
  validation: object('features and labels'),
  strengths: listOf(nonNegative, 'a list of numbers that are not negative'),
  onStrength: callback,
  signal: abortSignal,
};

const STRENGTHS = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6];

/**
 * Multinomial logistic regression on frozen features, with the λ of the highest accuracy on the
 * validation part; of equal ones the largest.
 *
 * @throws {InvalidOptionError}
 * @throws The reason of `signal`, between two values.
 */
export async function trainLinearClassifier(options: LinearClassifierOptions): Promise<LinearClassifier> {
  checkOptions('trainLinearClassifier', rules, options, ['classNames', 'train', 'validation']);
  const { classNames, train, validation, strengths = STRENGTHS, onStrength, signal } = options;
  const falling = [...strengths].sort((a, b) => b - a);
  const trials: StrengthTrial[] = [];
  let best: { weights: SoftmaxWeights; trial: StrengthTrial } | undefined;
  let start: SoftmaxWeights | undefined;
  for (const l2 of falling) {
    // Lets timers and signals run.
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    const weights: SoftmaxWeights = trainSoftmaxRegression(train, classNames.length, { l2, ...(start && { start }) });
    start = weights;
    const predicted = predictClasses(weights, validation.features);
    const trial = { l2, validationAccuracy: classificationReport(classNames, validation.labels, predicted).accuracy };
    trials.push(trial);
    if (best === undefined || trial.validationAccuracy > best.trial.validationAccuracy) best = { weights, trial };
    onStrength?.(trial, trials.length, falling.length);
  }
  if (best === undefined) throw new InvalidOptionError('strengths', strengths, 'a list of at least one value of λ');
  const { weights, trial } = best;
  return {
    weights,
    l2: trial.l2,
    trials,
    test: ({ features, labels }) => classificationReport(classNames, labels, predictClasses(weights, features)),
  };
}
