import { mulberry32Numbers } from '@rs-sam/foundation/random';
import { describe, expect, it } from 'vitest';
import { classificationReport } from './classification-report';
import { trainLinearClassifier } from './linear-classifier';
import { minimise } from './minimise';
import { poolRegions } from './pool-regions';
import { predictClasses, trainSoftmaxRegression } from './softmax-regression';

const DEPTH = 5;

/** Class c is noise with 1 added to its component c. */
function clouds(count: number, seed: number, noise: number) {
  const random = mulberry32Numbers(seed);
  const labels = Int32Array.from({ length: count }, (_, i) => i % 3);
  const features = Float32Array.from({ length: count * DEPTH }, (_, i) => {
    const own = i % DEPTH === labels[Math.floor(i / DEPTH)] ? 1 : 0;
    return own + noise * (random() - 0.5);
  });
  return { features, labels };
}

const at = (values: ArrayLike<number>, i: number) => values[i] as number;

describe('poolRegions', () => {
  it('averages the regions of each image and makes the norm 1, zero staying zero', () => {
    const pooled = poolRegions(Float32Array.of(1, 0, 5, 8, 0, 0, 0, 0), 2, 2);
    [0.6, 0.8, 0, 0].forEach((value, i) => {
      expect(pooled[i]).toBeCloseTo(value, 6);
    });
  });
});

describe('minimise', () => {
  it("finds the minimum of Rosenbrock's valley", () => {
    const valley = (p: Float64Array, gradient: Float64Array) => {
      const [x, y] = p as unknown as [number, number];
      gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
      gradient[1] = 200 * (y - x * x);
      return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    };
    const { x, converged } = minimise(valley, Float64Array.of(-1.2, 1), { tolerance: 1e-8 });
    expect(converged).toBe(true);
    expect(x[0]).toBeCloseTo(1, 6);
    expect(x[1]).toBeCloseTo(1, 6);
  });
});

describe('trainSoftmaxRegression', () => {
  const data = clouds(60, 1, 1.5);

  it('ends where the gradient, by finite differences of the loss as written, is zero', () => {
    const l2 = 0.01;
    const { values } = trainSoftmaxRegression(data, 3, { l2, tolerance: 1e-8 });
    const loss = (weights: Float64Array) => {
      let sum = 0;
      data.labels.forEach((label, i) => {
        const scores = [0, 1, 2].map((c) => {
          const row = weights.subarray(c * (DEPTH + 1), (c + 1) * (DEPTH + 1));
          const products = Array.from({ length: DEPTH }, (_, d) => at(row, d) * at(data.features, i * DEPTH + d));
          return products.reduce((a, b) => a + b, at(row, DEPTH));
        });
        sum += Math.log(scores.reduce((a, b) => a + Math.exp(b), 0)) - at(scores, label);
      });
      const held = weights.reduce((a, w, place) => a + (place % (DEPTH + 1) === DEPTH ? 0 : w * w), 0);
      return sum / data.labels.length + (l2 / 2) * held;
    };
    for (const place of values.keys()) {
      const nudged = (by: number) => loss(values.map((value, i) => (i === place ? value + by : value)));
      expect(Math.abs(nudged(1e-4) - nudged(-1e-4)) / 2e-4).toBeLessThan(1e-6);
    }
  });

  it('does not depend on where it starts', () => {
    const options = { l2: 0.01, tolerance: 1e-9 };
    const first = trainSoftmaxRegression(data, 3, options);
    const start = { ...first, values: first.values.map((_, i) => Math.sin(i)) };
    const second = trainSoftmaxRegression(data, 3, { ...options, start });
    for (const c of [0, 1, 2]) {
      for (let d = 0; d < DEPTH; d++) {
        const place = c * (DEPTH + 1) + d;
        expect(second.values[place]).toBeCloseTo(at(first.values, place), 5);
      }
    }
  });

  it('tells separate clouds apart', () => {
    const weights = trainSoftmaxRegression(clouds(60, 1, 0.3), 3, { l2: 1e-3 });
    const unseen = clouds(30, 2, 0.3);
    expect(predictClasses(weights, unseen.features)).toEqual(unseen.labels);
  });
});

describe('trainLinearClassifier', () => {
  it('takes the strength that is best on validation, the strongest of equals', async () => {
    const seen: number[] = [];
    const classifier = await trainLinearClassifier({
      classNames: ['a', 'b', 'c'],
      train: clouds(45, 1, 2),
      validation: clouds(60, 2, 2),
      strengths: [1e-5, 10, 1e-2],
      onStrength: ({ l2 }) => seen.push(l2),
    });
    expect(seen).toEqual([10, 1e-2, 1e-5]);
    const accuracies = classifier.trials.map(({ validationAccuracy }) => validationAccuracy);
    const best = Math.max(...accuracies);
    expect(classifier.l2).toBe(seen[accuracies.indexOf(best)]);
    expect(classifier.test(clouds(60, 2, 2)).accuracy).toBe(best);
  });
});

describe('classificationReport', () => {
  it('counts', () => {
    const report = classificationReport(['a', 'b', 'c'], Int32Array.of(0, 0, 1, 1), Int32Array.of(0, 1, 1, 1));
    expect(report).toEqual({
      images: 4,
      accuracy: 0.75,
      perClass: [
        { name: 'a', images: 2, accuracy: 0.5 },
        { name: 'b', images: 2, accuracy: 1 },
        { name: 'c', images: 0, accuracy: null },
      ],
      confusion: [
        [1, 1, 0],
        [0, 2, 0],
        [0, 0, 0],
      ],
    });
  });
});
