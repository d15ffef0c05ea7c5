import {
  add,
  conv2d,
  fused,
  gather,
  grad,
  grads,
  matMul,
  memory,
  mul,
  relu,
  type Scalar,
  slice,
  split,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tanh,
  tensor,
  unsortedSegmentSum,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectSameAsCpu, random, type Values } from '../../test/on-both';

/** A loss in which every element of the result has a different weight. */
const weighted = (x: Tensor): Scalar => sum(mul(x, tensor([...random(x.shape, 5).data], x.shape)));

/** Result and gradients of an operation. */
const withGradients =
  (operation: (...inputs: Tensor[]) => Tensor, differentiable = Number.POSITIVE_INFINITY) =>
  (...inputs: Tensor[]): Tensor[] => {
    const [free, fixed] = [inputs.slice(0, differentiable), inputs.slice(differentiable)];
    return [operation(...inputs), ...grads((...xs: Tensor[]) => weighted(operation(...xs, ...fixed)))(free)];
  };

const runs = { numRuns: 40, seed: 20210405 };
const extent = fc.constantFrom(0, 1, 2, 3, 4, 5, 7, 8, 16, 31, 33, 40);
const someExtent = extent.filter((n) => n > 0);

describe.each(['wasm', 'wasm+onnxruntime'] as const)('kernels of %s', (engine) => {
  it('multiplies matrices as cpu does: transposed, batched, broadcast, empty', async () => {
    const batches = fc.constantFrom<[number[], number[]]>(
      [[], []],
      [[3], [3]],
      [[3], [1]],
      [[1], [3]],
      [
        [2, 1],
        [1, 3],
      ],
      [[0], [0]],
      [[3], []],
    );
    await fc.assert(
      fc.asyncProperty(
        batches,
        extent,
        extent,
        extent,
        fc.boolean(),
        fc.boolean(),
        async ([left, right], m, k, n, ta, tb) => {
          const a = random([...left, ...(ta ? [k, m] : [m, k])], 1);
          const b = random([...right, ...(tb ? [n, k] : [k, n])], 2);
          await expectSameAsCpu(engine, [a, b], (x, y) => matMul(x, y, ta, tb));
        },
      ),
      runs,
    );
  });

  it('has the gradients of a product', async () => {
    await fc.assert(
      fc.asyncProperty(someExtent, someExtent, someExtent, fc.boolean(), fc.boolean(), async (m, k, n, ta, tb) => {
        const inputs = [random(ta ? [2, k, m] : [2, m, k], 1), random(tb ? [2, n, k] : [2, k, n], 2)];
        await expectSameAsCpu(
          engine,
          inputs,
          withGradients((x, y) => matMul(x, y, ta, tb)),
        );
      }),
      runs,
    );
  });

  it('computes a large product, on the native library if one is installed', async () => {
    for (const [ta, tb] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const) {
      const inputs = [random(ta ? [130, 97] : [97, 130], 1), random(tb ? [111, 130] : [130, 111], 2)];
      await expectSameAsCpu(
        engine,
        inputs,
        withGradients((x, y) => matMul(x, y, ta, tb)),
        1e-4,
      );
    }
  });

  it.each(['linear', 'relu', 'relu6', 'sigmoid', 'elu', 'leakyrelu', 'prelu'] as const)(
    'fuses a bias and %s',
    async (activation) => {
      const inputs = [random([5, 7], 1), random([6, 7], 2), random([6], 3), random([6], 4)];
      await expectSameAsCpu(engine, inputs, (a, b, bias, alpha) =>
        fused.matMul({
          a: a as Tensor2D,
          b: b as Tensor2D,
          transposeB: true,
          bias: bias as Tensor1D,
          activation,
          leakyreluAlpha: 0.3,
          ...(activation === 'prelu' ? { preluActivationWeights: alpha as Tensor1D } : {}),
        }),
      );
    },
  );

  it('adds rows by segment, and skips ids that are no segment', async () => {
    await fc.assert(
      fc.asyncProperty(
        extent,
        fc.constantFrom([], [1], [3], [2, 2], [0]),
        fc.integer({ min: 1, max: 9 }),
        async (rows, tail, segments) => {
          const ids = random([rows], 3).data.map((value) => Math.floor((value + 1) * segments * 0.6) - 1);
          const inputs: Values[] = [random([rows, ...tail], 1), { shape: [rows], data: ids, dtype: 'int32' }];
          await expectSameAsCpu(engine, inputs, (x, s) => unsortedSegmentSum(x, s as Tensor1D, segments));
        },
      ),
      runs,
    );
  });

  it('has the gradient of an embedding lookup, repeated words included', async () => {
    const ids: Values = { shape: [2, 3], data: [4, 0, 4, 4, 1, 0], dtype: 'int32' };
    await expectSameAsCpu(
      engine,
      [random([6, 5], 1), ids],
      withGradients((table, words) => gather(table, words as Tensor2D), 1),
    );
  });

  it('has the gradient of a convolution with respect to its filter', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          batch: fc.integer({ min: 1, max: 3 }),
          height: fc.integer({ min: 3, max: 9 }),
          width: fc.integer({ min: 3, max: 9 }),
          filter: fc.constantFrom<[number, number]>([1, 1], [3, 3], [1, 3], [2, 3]),
          stride: fc.constantFrom<[number, number]>([1, 1], [2, 2], [1, 2]),
          pad: fc.constantFrom<'same' | 'valid' | 1>('same', 'valid', 1),
          channels: fc.constantFrom<[number, number]>([1, 1], [3, 4], [2, 5]),
        }),
        async ({ batch, height, width, filter, stride, pad, channels }) => {
          const inputs = [random([batch, height, width, channels[0]], 1), random([...filter, ...channels], 2)];
          // The filter's gradient only: the forward kernel is tfjs's own, and wrong for a 1 x 1 filter with explicit padding.
          const filterGradient = (x: Tensor, w: Tensor): Tensor =>
            grad((weights: Tensor) => weighted(conv2d(x as Tensor4D, weights as Tensor4D, stride, pad)))(w);
          await expectSameAsCpu(engine, inputs, filterGradient, 2e-5);
        },
      ),
      runs,
    );
  });

  it('computes tanh for every length and for large values', async () => {
    for (const size of [0, 1, 2, 3, 4, 5, 8, 13]) {
      await expectSameAsCpu(engine, [random([size], size + 1)], withGradients(tanh), 3e-7);
    }
    await expectSameAsCpu(engine, [{ shape: [8], data: [-1e9, -30, -0.021, -0.019, 1e-5, 0.3, 30, 1e9] }], tanh, 3e-7);
  });

  it('adds up along every axis', async () => {
    const axes = fc.constantFrom<number[][]>([0], [1], [2], [0, 1], [1, 0], [1, 2], [0, 2], [0, 1, 2]);
    await fc.assert(
      fc.asyncProperty(someExtent, someExtent, someExtent, axes, fc.boolean(), async (a, b, c, axis, keepDims) => {
        await expectSameAsCpu(engine, [random([a, b, c], 1)], (x) => sum(x, axis, keepDims));
      }),
      runs,
    );
  });

  it('computes an inner product of every length', async () => {
    for (const n of [1, 3, 4, 15, 16, 17, 63, 100_000]) {
      const relative = (x: Tensor, y: Tensor) => mul(matMul(x, y, false, true), 1 / Math.sqrt(n));
      await expectSameAsCpu(engine, [random([1, n], 1), random([1, n], 2)], relative);
    }
  });

  it('splits along every axis, into equal pieces and by sizes', async () => {
    await expectSameAsCpu(engine, [random([6, 3, 4], 2)], (x) => [
      ...split(x, 3),
      ...split(x, 2, 2),
      ...split(x, [1, 0, 2], 1),
      ...split(x, [4, 2]),
    ]);
    await expectSameAsCpu(engine, [random([5000, 2], 3)], (x) => split(x, 2, -1));
  });

  it('slices along the first and other axes', async () => {
    await expectSameAsCpu(engine, [random([6, 3, 4], 1)], (x) => [
      slice(x, [2, 0, 0], [3, 3, 4]),
      slice(x, 5),
      slice(x, [0], [6]),
      slice(x, [1, 1, 0], [2, -1, 4]),
      slice(x, [4, 0, 0], [0, 3, 4]),
      slice(x, [1, 0, 2], [-1, 2, 2]),
    ]);
  });

  it('keeps the values of a copy when the original is disposed', async () => {
    await expectSameAsCpu(engine, [random([3, 4], 1)], (x) => {
      const original = add(x, 1);
      const copy = original.clone();
      original.dispose();
      return [copy, add(x, 2)];
    });
  });

  it('disposes its intermediate tensors', async () => {
    await expectSameAsCpu(engine, [random([3, 4], 1), random([3, 5], 2)], (a, b) => {
      const before = memory();
      const product = matMul(a, b, true, false);
      const dense = fused.matMul({ a: product as Tensor2D, b: b as Tensor2D, transposeB: true, activation: 'relu' });
      expect(memory().numTensors - before.numTensors).toBe(2);
      expect(memory().numDataBuffers - before.numDataBuffers).toBe(2);
      return add(relu(sum(product)), dense);
    });
  });
});
