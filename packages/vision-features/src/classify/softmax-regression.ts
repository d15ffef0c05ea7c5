import { type MinimiseOptions, minimise } from './minimise';

/** Vectors and their classes. */
export interface LabelledFeatures {
  /** [n, D]. */
  readonly features: Float32Array;
  /** Class indices, from 0, [n]. */
  readonly labels: Int32Array;
}

export interface SoftmaxWeights {
  readonly depth: number;
  readonly classCount: number;
  /** [classCount, D + 1]; the bias comes last. */
  readonly values: Float64Array;
}

export interface SoftmaxRegressionOptions extends MinimiseOptions {
  /** λ. */
  readonly l2: number;
  /** Where to start. Default: zero. The minimum does not depend on it. */
  readonly start?: SoftmaxWeights;
}

/**
 * argmin −(1/n) Σ log softmax(W x + b)_y + (λ/2) ‖W‖²: multinomial logistic regression. The bias is not regularised.
 *
 * The objective is convex, so there is no seed.
 */
export function trainSoftmaxRegression(
  { features, labels }: LabelledFeatures,
  classCount: number,
  { l2, start, ...options }: SoftmaxRegressionOptions,
): SoftmaxWeights {
  const count = labels.length;
  const depth = features.length / count;
  const row = depth + 1;
  const objective = (weights: Float64Array, gradient: Float64Array): number => {
    let loss = 0;
    gradient.fill(0);
    for (let i = 0; i < count; i++) {
      const label = labels[i] as number;
      const scores = scoresOf(weights, features, i * depth, depth, classCount);
      const probabilities = softmax(scores);
      loss -= Math.log(Math.max(Number.MIN_VALUE, probabilities[label] as number)) / count;
      for (let c = 0; c < classCount; c++) {
        const error = ((probabilities[c] as number) - (c === label ? 1 : 0)) / count;
        // Classes of negligible probability are most of the work and contribute nothing to the gradient.
        if (Math.abs(error) < 1e-12) continue;
        for (let d = 0, at = c * row; d < depth; d++, at++) {
          gradient[at] = (gradient[at] as number) + error * (features[i * depth + d] as number);
        }
        gradient[c * row + depth] = (gradient[c * row + depth] as number) + error;
      }
    }
    for (let at = 0; at < weights.length; at++) {
      if (at % row === depth) continue;
      const weight = weights[at] as number;
      loss += (l2 / 2) * weight * weight;
      gradient[at] = (gradient[at] as number) + l2 * weight;
    }
    return loss;
  };
  const from = start?.values ?? new Float64Array(classCount * row);
  return { depth, classCount, values: minimise(objective, from, options).x };
}

/** The most probable class of each vector; of equal ones the first. */
export function predictClasses({ depth, classCount, values }: SoftmaxWeights, features: Float32Array): Int32Array {
  return Int32Array.from({ length: features.length / depth }, (_, i) => {
    const scores = scoresOf(values, features, i * depth, depth, classCount);
    return scores.indexOf(Math.max(...scores));
  });
}

function scoresOf(
  weights: Float64Array,
  x: Float32Array,
  from: number,
  depth: number,
  classCount: number,
): Float64Array {
  const scores = new Float64Array(classCount);
  for (let c = 0; c < classCount; c++) {
    const row = c * (depth + 1);
    // Two independent sums: dependent additions take twice as long.
    let [even, odd] = [weights[row + depth] as number, 0];
    for (let d = 0; d + 1 < depth; d += 2) {
      even += (weights[row + d] as number) * (x[from + d] as number);
      odd += (weights[row + d + 1] as number) * (x[from + d + 1] as number);
    }
    if (depth % 2 === 1) even += (weights[row + depth - 1] as number) * (x[from + depth - 1] as number);
    scores[c] = even + odd;
  }
  return scores;
}

function softmax(scores: Float64Array): Float64Array {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
