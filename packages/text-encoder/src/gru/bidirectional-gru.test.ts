import { ShapeMismatchError } from '@rs-sam/foundation/errors';
import {
  gather,
  grads,
  memory,
  mul,
  reshape,
  type Scalar,
  slice,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  tensor1d,
  tensor2d,
  tensor3d,
  tidy,
} from '@tensorflow/tfjs-core';
import { layers } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engines, useEngine, webgpu } from '../../test/engines';
import { type Matrix, type ReferenceWeights, referenceBidirectionalGru } from '../../test/gru-reference';
import { randomMatrix } from '../../test/random-matrix';
import { bidirectionalGru } from './bidirectional-gru';
import { gruWeightsFromKeras } from './weights/from-keras';
import { GruBiasError } from './weights/gru-bias-error';
import { type BidirectionalGruWeights, listGruWeights } from './weights/gru-weights';

const B = 3;
const N = 5;
const I = 4;
// A multiple of 4, as the kernels of webgpu need it.
const H = 4;
const lengths = [5, 1, 3];

/** Every parameter of one case in float64: the words of all captions, then both directions. */
interface Case {
  readonly words: Matrix;
  readonly forward: ReferenceWeights;
  readonly backward: ReferenceWeights;
}

function makeCase(resetAfter: boolean): Case {
  const direction = (seed: number): ReferenceWeights => ({
    kernel: randomMatrix(I, 3 * H, seed),
    recurrentKernel: randomMatrix(H, 3 * H, seed + 1),
    bias: randomMatrix(resetAfter ? 2 : 1, 3 * H, seed + 2),
  });
  return { words: randomMatrix(B * N, I, 1), forward: direction(2), backward: direction(5) };
}

/** Σ outputs ⊙ coefficients over the real words, in float64. */
function referenceLoss({ words, forward, backward }: Case, coefficients: readonly number[]): number {
  let loss = 0;
  referenceOutputs({ words, forward, backward }).forEach((value, i) => {
    loss += value * (coefficients[i] as number);
  });
  return loss;
}

function referenceOutputs({ words, forward, backward }: Case): number[] {
  return lengths.flatMap((length, b) => {
    const data = words.data.slice(b * N * I, (b * N + length) * I);
    const output = referenceBidirectionalGru({ rows: length, columns: I, data }, forward, backward);
    return [...output.data, ...new Array((N - length) * H).fill(0)];
  });
}

function matrixTensor({ rows, columns, data }: Matrix): Tensor2D {
  return tensor2d(data, [rows, columns]);
}

function weightsOf({ forward, backward }: Case): BidirectionalGruWeights {
  const direction = ({ kernel, recurrentKernel, bias }: ReferenceWeights) =>
    gruWeightsFromKeras({
      kernel: matrixTensor(kernel),
      recurrentKernel: matrixTensor(recurrentKernel),
      bias: bias.rows === 1 ? tensor1d(bias.data) : matrixTensor(bias),
    });
  return { forward: direction(forward), backward: direction(backward) };
}

function maskOf(counts: readonly number[], steps: number): Tensor2D {
  return tensor2d(
    counts.map((count) => Array.from({ length: steps }, (_, t) => (t < count ? 1 : 0))),
    [counts.length, steps],
  );
}

function listed({ forward, backward }: BidirectionalGruWeights): Tensor[] {
  return [...listGruWeights(forward), ...listGruWeights(backward)];
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((actual[i] as number) - (expected[i] as number));
    expect(difference, `entry ${i}: ${actual[i]}, expected ${expected[i]}`).toBeLessThan(tolerance);
  }
}

describe.each(engines)('on %s', (engine) => {
  beforeAll(() => useEngine(engine));

  describe.each([{ resetAfter: false }, { resetAfter: true }])('resetAfter $resetAfter', ({ resetAfter }) => {
    const oneCase = makeCase(resetAfter);
    const coefficients = randomMatrix(B * N, H, 11).data;
    let x: Tensor3D;
    let outer: Tensor3D;
    let mask: Tensor2D;
    let weights: BidirectionalGruWeights;

    beforeAll(() => {
      x = tensor3d(oneCase.words.data, [B, N, I]);
      mask = maskOf(lengths, N);
      outer = tensor3d(coefficients, [B, N, H]);
      weights = weightsOf(oneCase);
    });
    afterAll(() => {
      for (const tensor of [x, mask, outer, ...listed(weights)]) tensor.dispose();
    });

    const run = (words: Tensor3D, real: Tensor2D) => bidirectionalGru(words, real, weights, { resetAfter });
    const gradients = () => grads(() => sum(mul(run(x, mask), outer)) as Scalar)([x, ...listed(weights)]);

    it('gives the states of the equations, and 0 for padded words', () => {
      tidy(() => expectClose(run(x, mask).dataSync(), referenceOutputs(oneCase), 2e-6));
    });

    it('has the gradients of finite differences, for every word and every weight', () => {
      tidy(() => {
        const [words, ...list] = gradients() as [Tensor, ...Tensor[]];
        expectClose(words.dataSync(), differences(oneCase, oneCase.words, coefficients), 1e-5);
        const directions = [oneCase.forward, oneCase.backward].map(({ kernel, recurrentKernel, bias }) => {
          const of = (matrix: Matrix) => ({ ...matrix, data: differences(oneCase, matrix, coefficients) });
          return { kernel: of(kernel), recurrentKernel: of(recurrentKernel), bias: of(bias) };
        }) as [ReferenceWeights, ReferenceWeights];
        const expected = listed(weightsOf({ ...oneCase, forward: directions[0], backward: directions[1] }));
        expect(list).toHaveLength(resetAfter ? 16 : 12);
        list.forEach((gradient, i) => {
          expect(gradient.shape).toEqual(expected[i]?.shape);
          expectClose(gradient.dataSync(), (expected[i] as Tensor).dataSync(), 1e-5);
        });
      });
    });

    it('gives padded words no gradient', () => {
      tidy(() => {
        const [words] = gradients() as [Tensor];
        const values = words.dataSync();
        lengths.forEach((length, b) => {
          expect(values.slice((b * N + length) * I, (b + 1) * N * I).every((value) => value === 0)).toBe(true);
        });
      });
    });

    it('does not change when captions are padded further, whatever stands there', () => {
      tidy(() => {
        const outputs = run(x, mask);
        const garbage = lengths.map((length, b) =>
          Array.from({ length: N + 3 }, (_, t) =>
            Array.from({ length: I }, (_, i) =>
              t < length ? (oneCase.words.data[(b * N + t) * I + i] as number) : 50 - t,
            ),
          ),
        );
        const padded = run(tensor3d(garbage), maskOf(lengths, N + 3));
        expectClose(slice(padded, [0, 0, 0], [B, N, H]).dataSync(), outputs.dataSync(), 1e-7);
        expect(
          slice(padded, [0, N, 0], [B, 3, H])
            .dataSync()
            .every((value) => value === 0),
        ).toBe(true);
      });
    });

    it('permutes its outputs with the batch', () => {
      tidy(() => {
        const order = [2, 0, 1];
        const permute = <T extends Tensor>(tensor: T) => gather(tensor, tensor1d(order, 'int32'));
        expectClose(run(permute(x), permute(mask)).dataSync(), permute(run(x, mask)).dataSync(), 1e-7);
      });
    });

    it('keeps the state over a masked word inside a caption', () => {
      tidy(() => {
        const holed = tensor2d([1, 0, 1, 0, 0], [1, N]);
        const first = slice(x, [0, 0, 0], [1, N, I]);
        const outputs = run(first, holed).dataSync();
        const data = [...oneCase.words.data.slice(0, I), ...oneCase.words.data.slice(2 * I, 3 * I)];
        const dense = referenceBidirectionalGru({ rows: 2, columns: I, data }, oneCase.forward, oneCase.backward).data;
        const zero = new Array<number>(H).fill(0);
        expectClose(outputs, [...dense.slice(0, H), ...zero, ...dense.slice(H), ...zero, ...zero], 2e-6);
      });
    });

    it('gives zeros, and gradients of zero, for captions of padding', () => {
      tidy(() => {
        const none = maskOf([0, 0, 0], N);
        expect(
          run(x, none)
            .dataSync()
            .every((value) => value === 0),
        ).toBe(true);
        const all = grads(() => sum(run(x, none)) as Scalar)([x, ...listed(weights)]);
        for (const gradient of all) expect(gradient.dataSync().every((value) => value === 0)).toBe(true);
      });
    });

    it('leaves no tensor behind', () => {
      const before = memory().numTensors;
      run(x, mask).dispose();
      expect(memory().numTensors).toBe(before);
      for (const gradient of gradients()) gradient.dispose();
      expect(memory().numTensors).toBe(before);
    });
  });

  it("is tfjs-layers' own bidirectional GRU, outputs and gradients, where that exists", () => {
    tidy(() => {
      const { words, forward, backward } = makeCase(false);
      const own = layers.bidirectional({
        layer: layers.gru({
          units: H,
          recurrentActivation: 'sigmoid',
          recurrentInitializer: 'zeros',
          returnSequences: true,
        }) as never,
        mergeMode: 'ave',
      });
      const x = tensor3d(words.data, [B, N, I]);
      own.apply(x);
      own.setWeights(
        [forward, backward].flatMap(({ kernel, recurrentKernel, bias }) => [
          matrixTensor(kernel),
          matrixTensor(recurrentKernel),
          tensor1d(bias.data),
        ]),
      );
      const weights = weightsOf({ words, forward, backward });
      const ours = (input: Tensor3D) => bidirectionalGru(input, maskOf([N, N, N], N), weights);
      expectClose(ours(x).dataSync(), (own.apply(x) as Tensor).dataSync(), 1e-6);
      const coefficients = tensor3d(randomMatrix(B * N, H, 12).data, [B, N, H]);
      const gradientOf = (f: (input: Tensor3D) => Tensor) =>
        (grads((input: Tensor) => sum(mul(f(input as Tensor3D), coefficients)))([x])[0] as Tensor).dataSync();
      expectClose(
        gradientOf(ours),
        gradientOf((input) => own.apply(input) as Tensor),
        1e-6,
      );
    });
  });
});

it('is tested on webgpu too', ({ skip }) => {
  skip(!webgpu.here, webgpu.reason);
  expect(engines).toContain('webgpu');
});

describe('shapes that do not fit', () => {
  beforeAll(() => useEngine('cpu'));

  const weights = (resetAfter: boolean) => weightsOf(makeCase(resetAfter));
  const x = () => tensor3d(randomMatrix(B * N, I, 1).data, [B, N, I]);

  it('are reported with both shapes', () => {
    tidy(() => {
      expect(() => bidirectionalGru(x(), maskOf([2, 2, 2], N - 1), weights(false))).toThrow(
        'mask has the shape [3, 4], which does not fit [3, 5].',
      );
      expect(() =>
        bidirectionalGru(reshape(x(), [B * N, I]) as unknown as Tensor3D, maskOf(lengths, N), weights(false)),
      ).toThrow(ShapeMismatchError);
      const wide = tensor3d(randomMatrix(B * N, I + 1, 1).data, [B, N, I + 1]);
      expect(() => bidirectionalGru(wide, maskOf(lengths, N), weights(false))).toThrow(
        'forward gates/kernel has the shape [4, 8], which does not fit [5, 8].',
      );
    });
  });

  it('include biases of the other convention', () => {
    tidy(() => {
      const run = (of: boolean, resetAfter: boolean) =>
        bidirectionalGru(x(), maskOf(lengths, N), weights(of), { resetAfter });
      expect(() => run(false, true)).toThrow('The forward weights lack a recurrentBias');
      expect(() => run(true, false)).toThrow(GruBiasError);
    });
  });
});

/** Central differences of the float64 loss with respect to every entry of one matrix of the case. */
function differences(oneCase: Case, matrix: Matrix, coefficients: readonly number[]): number[] {
  const step = 1e-5;
  return matrix.data.map((value, i) => {
    const lossAt = (moved: number) => {
      matrix.data[i] = moved;
      return referenceLoss(oneCase, coefficients);
    };
    const slope = (lossAt(value + step) - lossAt(value - step)) / (2 * step);
    matrix.data[i] = value;
    return slope;
  });
}
