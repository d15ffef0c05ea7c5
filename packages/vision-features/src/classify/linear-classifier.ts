import { type ClassificationReport, classificationReport } from './classification-report';
import {
  type LabelledFeatures,
  predictClasses,
  type SoftmaxWeights,
  trainSoftmaxRegression,
} from './softmax-regression';

export interface LinearClassifierOptions {
  readonly classes: readonly string[];
  readonly train: LabelledFeatures;
  /** Decides λ and nothing else. */
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

const STRENGTHS = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6];

/**
 * Multinomial logistic regression on frozen features, its λ the one that is most often right on the validation split; of equals the
 * strongest.
 *
 * @throws The signal's reason, between two values.
 */
export async function trainLinearClassifier(options: LinearClassifierOptions): Promise<LinearClassifier> {
  const { classes, train, validation, strengths = STRENGTHS, onStrength, signal } = options;
  const falling = [...strengths].sort((a, b) => b - a);
  const trials: StrengthTrial[] = [];
  let best: { weights: SoftmaxWeights; trial: StrengthTrial } | undefined;
  let start: SoftmaxWeights | undefined;
  for (const l2 of falling) {
    // Lets timers and signals through.
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    const weights: SoftmaxWeights = trainSoftmaxRegression(train, classes.length, { l2, ...(start && { start }) });
    start = weights;
    const predicted = predictClasses(weights, validation.features);
    const trial = { l2, validationAccuracy: classificationReport(classes, validation.labels, predicted).accuracy };
    trials.push(trial);
    if (best === undefined || trial.validationAccuracy > best.trial.validationAccuracy) best = { weights, trial };
    onStrength?.(trial, trials.length, falling.length);
  }
  if (best === undefined) throw new RangeError('strengths is empty: give at least one value of λ.');
  const { weights, trial } = best;
  return {
    weights,
    l2: trial.l2,
    trials,
    test: ({ features, labels }) => classificationReport(classes, labels, predictClasses(weights, features)),
  };
}
